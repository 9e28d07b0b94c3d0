from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PaymentsConfig(AppConfig):
    """Money that comes in and goes back, through the payment provider."""

    name = "shop.payments"
    label = "payments"
    verbose_name = _("Payments")

    def ready(self) -> None:
        """Show the way to the payment on the page of an order."""
        from d4d.foundation import reconciliation
        from privacy import finding, ties
        from shop.invoicing import pay_now
        from shop.orders import panels
        from shop.payments import lookups
        from shop.payments.panel import payment_of
        from shop.payments.services.bill_links import pay_now_address
        from shop.payments.services.catching_up import catch_up
        from shop.payments.services.mandating import end_mandates_of

        panels.add(10, payment_of)
        pay_now.lead_to(pay_now_address)
        ties.at_leaving(end_mandates_of)
        reconciliation.add(40, "payments", catch_up)
        finding.add(45, _("Payments"), lookups.by_number, lookups.FOUND)
        finding.add(46, _("Payments of invoices"), lookups.of_invoices, lookups.OF_INVOICE)
        finding.add(47, _("Direct debits"), lookups.debits, lookups.OF_INVOICE)
        finding.add(48, _("Refunds"), lookups.refunds, lookups.REFUND)
        finding.add(49, _("Payouts"), lookups.payouts, lookups.PAYOUT)
