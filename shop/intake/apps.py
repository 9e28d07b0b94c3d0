from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IntakeConfig(AppConfig):
    """Orders that come by mail or phone, quotes, orders that repeat, and orders that wait for a yes."""

    name = "shop.intake"
    label = "intake"
    verbose_name = _("Incoming orders")

    def ready(self) -> None:
        from accounts import menu
        from privacy import finding, people
        from shop.intake import lookups, mails
        from shop.intake.acquaintance import Correspondents
        from shop.intake.panels import repeating
        from shop.orders import panels, readers

        people.meet(Correspondents())
        readers.know(mails.stranger)
        panels.add(95, repeating)
        finding.add(31, _("Quotes"), lookups.quotes, lookups.QUOTE)
        finding.add(32, _("Incoming orders"), lookups.drafts, lookups.DRAFT)
        menu.add(
            _("Quotes"),
            "intake:quotes",
            position=14,
            icon="receipt-text",
            allowed=lambda member: member.may_see_orders,
        )
        menu.add(
            _("Repeating orders"),
            "intake:recurrences",
            position=15,
            icon="calendar",
            allowed=lambda member: member.may_see_orders,
        )
