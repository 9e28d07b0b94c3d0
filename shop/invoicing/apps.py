from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InvoicingConfig(AppConfig):
    """What a practice owes: gapless, unchangeable invoices as PDF and UBL."""

    name = "shop.invoicing"
    label = "invoicing"
    verbose_name = _("Invoices")

    def ready(self) -> None:
        from accounts import glance, menu
        from d4d.foundation import reconciliation
        from privacy import finding, ledgers, ties
        from shop.invoicing import lookups, services, tiles
        from shop.invoicing.panel import invoices_of
        from shop.invoicing.services.catching_up import catch_up
        from shop.invoicing.ties import ties_of
        from shop.orders import panels

        ties.add(ties_of)
        ledgers.add("invoices", services.verify)
        panels.add(40, invoices_of)
        menu.add(
            _("Invoices"),
            "invoicing:list",
            position=20,
            icon="receipt-text",
            allowed=lambda member: member.may_see_invoices,
        )
        menu.add_tile(20, tiles.open_invoices)
        reconciliation.add(10, "invoicing", catch_up)
        glance.add(20, _("Open invoices"), lookups.open_of, lookups.OPEN)
        glance.add(25, _("Invoices of our earlier shop"), lookups.earlier_of, lookups.EARLIER)
        glance.add_figure(20, _("Overdue"), "invoicing.view_invoice", lookups.overdue_cents)
        finding.add(40, _("Invoices"), lookups.by_number, lookups.FOUND)
        finding.add(42, _("Invoices of our earlier shop"), lookups.earlier_by_number, lookups.FOUND)
