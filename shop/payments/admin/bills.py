"""Payments of invoices, to be read and looked up again."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from d4d.foundation import outbox
from d4d.foundation.written import euro
from privacy.staff import LedgerAdmin
from shop.payments.events import BillPaymentHinted
from shop.payments.models import BillPayment


@admin.register(BillPayment)
class BillPaymentAdmin(LedgerAdmin):
    """Every try to pay an invoice."""

    list_display = ["invoice", "attempt", "state", "amount", "charged_back", "created_at", "paid_at"]
    list_filter = ["state", "created_at"]
    list_select_related = ["invoice"]
    search_fields = ["=invoice__number", "=provider_id"]
    ordering = ["-pk"]
    exclude = ["idempotency_key", "token", "checkout_url"]
    actions = ["look_again"]

    @admin.display(description=_("amount"), ordering="amount_cents")
    def amount(self, payment: BillPayment) -> str:
        """The amount in euros."""
        return euro(payment.amount_cents)

    @admin.display(description=_("charged back"))
    def charged_back(self, payment: BillPayment) -> str:
        """What a bank took back, in euros."""
        return euro(payment.charged_back_cents)

    def has_cashier_permission(self, request: HttpRequest) -> bool:
        """Whether somebody may set work on payments going."""
        return request.user.has_perm("payments.change_billpayment")

    @admin.action(description=_("Look again at the provider"), permissions=["cashier"])
    def look_again(self, request: HttpRequest, queryset: QuerySet[BillPayment]) -> None:
        """Have the chosen payments looked up."""
        for payment_id in queryset.values_list("pk", flat=True):
            outbox.nudge(BillPaymentHinted(payment_id=payment_id))
        self.message_user(request, _("The payments are being looked up."))
