from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DebtorsConfig(AppConfig):
    """What is owed and late: reminders, disputes, collection, credit, statements."""

    name = "shop.debtors"
    label = "debtors"
    verbose_name = _("Debtors")

    def ready(self) -> None:
        """Hang the open items in the account area."""
        from accounts import menu

        menu.add(
            _("Open items"),
            "debtors:open_items",
            position=21,
            icon="hourglass",
            allowed=lambda member: member.may_see_invoices,
        )
