from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IntakeConfig(AppConfig):
    """Orders that come by mail or phone, quotes, orders that repeat, and orders that wait for a yes."""

    name = "shop.intake"
    label = "intake"
    verbose_name = _("Incoming orders")

    def ready(self) -> None:
        from privacy import people
        from shop.intake.acquaintance import Correspondents

        people.meet(Correspondents())
