from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DebtorsConfig(AppConfig):
    """What is owed and late: reminders, disputes, collection, credit, statements."""

    name = "shop.debtors"
    label = "debtors"
    verbose_name = _("Debtors")

    def ready(self) -> None:
        """Hang the open items in the account area, and let the desk find who owes."""
        from accounts import menu
        from privacy import finding
        from shop.debtors import lookups

        finding.add(25, _("Debtors"), lookups.debtors, lookups.DEBTOR)
        finding.add(26, _("Collections"), lookups.collections, lookups.CASE)

        menu.add(
            _("Open items"),
            "debtors:open_items",
            position=21,
            icon="hourglass",
            allowed=lambda member: member.may_see_invoices,
        )
