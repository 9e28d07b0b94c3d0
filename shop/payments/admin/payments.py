"""The cashier's desk: payments and refunds to be read, and looked up again."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from d4d.foundation import outbox, states
from d4d.foundation.written import euro
from privacy.bulk import Bulk, BulkAdmin
from privacy.staff import LedgerAdmin, ReadOnlyInline
from shop.payments import services
from shop.payments.events import PaymentHinted, RefundWanted
from shop.payments.models import Payment, Refund, Sighting

NOT_AGAIN = _("It did not fail, was tried again already, or is not owed any more.")
TOO_MUCH = _("It is more than what is left of the payment.")


class MoneyInline(ReadOnlyInline):
    """Rows that belong to a payment."""

    @admin.display(description=_("amount"))
    def amount(self, row: Any) -> str:
        """The amount in euros."""
        return euro(row.amount_cents)


class SightingInline(MoneyInline):
    """What the provider said, and when."""

    model = Sighting
    fields = readonly_fields = ("at", "status", "amount", "refunded", "charged_back")

    @admin.display(description=_("refunded"))
    def refunded(self, sighting: Sighting) -> str:
        """What had gone back, in euros."""
        return euro(sighting.refunded_cents)

    @admin.display(description=_("charged back"))
    def charged_back(self, sighting: Sighting) -> str:
        """What a bank had taken back, in euros."""
        return euro(sighting.charged_back_cents)


class RefundInline(MoneyInline):
    """What went back."""

    model = Refund
    fields = readonly_fields = ("created_at", "state", "amount", "occasion", "provider_id")


@admin.register(Payment)
class PaymentAdmin(LedgerAdmin):
    """Every try to pay an order."""

    list_display = ["order", "attempt", "state", "amount", "refunded", "charged_back", "method", "created_at"]
    list_filter = ["state", "created_at"]
    list_select_related = ["order"]
    search_fields = ["=order__number", "=provider_id"]
    ordering = ["-pk"]
    inlines = [SightingInline, RefundInline]
    actions = ["look_again"]
    fields = [
        "order",
        "attempt",
        "state",
        "amount",
        "refunded",
        "charged_back",
        "method",
        "provider_id",
        "created_at",
        "paid_at",
    ]

    @admin.display(description=_("amount"), ordering="amount_cents")
    def amount(self, payment: Payment) -> str:
        """The amount in euros."""
        return euro(payment.amount_cents)

    @admin.display(description=_("refunded"))
    def refunded(self, payment: Payment) -> str:
        """What went back, in euros."""
        return euro(payment.refunded_cents) if payment.refunded_cents else ""

    @admin.display(description=_("charged back"))
    def charged_back(self, payment: Payment) -> str:
        """What a bank took back, in euros."""
        return euro(payment.charged_back_cents) if payment.charged_back_cents else ""

    def has_cashier_permission(self, request: HttpRequest) -> bool:
        """Whether somebody may set work on payments going."""
        return request.user.has_perm("payments.change_payment")

    @admin.action(description=_("Look again at the provider"), permissions=["cashier"])
    def look_again(self, request: HttpRequest, queryset: QuerySet[Payment]) -> None:
        """Have the chosen payments looked up."""
        for payment_id in queryset.values_list("pk", flat=True):
            outbox.nudge(PaymentHinted(payment_id=payment_id))
        self.message_user(request, _("The payments are being looked up."))


@admin.register(Refund)
class RefundAdmin(BulkAdmin, LedgerAdmin):
    """Money on its way back."""

    list_display = ["order", "amount", "state", "credit_note", "occasion", "created_at"]
    list_filter = ["state", "created_at"]
    list_select_related = ["payment__order", "credit_note"]
    search_fields = ["=payment__order__number", "=provider_id", "=credit_note__number"]
    ordering = ["-pk"]
    actions = ["look_again"]
    bulks = (
        Bulk(
            "begin_again",
            _("Try again what failed"),
            _("Money goes back to the customer, each time as a refund of its own."),
            lambda refund: "" if refund.seems_repeatable else NOT_AGAIN,
            lambda refund, by: services.repeat(refund.pk, by=by),
            (services.CannotBeRepeated, services.RefundTooLarge),
            "cashier",
            ("repetition",),
            in_words=lambda refusal: TOO_MUCH if isinstance(refusal, services.RefundTooLarge) else NOT_AGAIN,
        ),
    )
    fields = [
        "payment",
        "amount",
        "state",
        "why",
        "credit_note",
        "occasion",
        "repeats",
        "provider_id",
        "created_at",
    ]

    @admin.display(description=_("order"))
    def order(self, refund: Refund) -> str:
        """The order that was paid."""
        return refund.payment.order.number

    @admin.display(description=_("reason"))
    def why(self, refund: Refund) -> str:
        """Why it stands where it stands, as the provider says."""
        last = states.history(refund).last()
        return last.why if last else ""

    @admin.display(description=_("amount"), ordering="amount_cents")
    def amount(self, refund: Refund) -> str:
        """The amount in euros."""
        return euro(refund.amount_cents)

    def has_cashier_permission(self, request: HttpRequest) -> bool:
        """Whether somebody may set money on its way."""
        return request.user.has_perm("payments.change_refund")

    @admin.action(description=_("Look again at the provider"), permissions=["cashier"])
    def look_again(self, request: HttpRequest, queryset: QuerySet[Refund]) -> None:
        """Have refunds sent that were not, and look up those that were."""
        for refund_id, payment_id in queryset.values_list("pk", "payment_id"):
            outbox.nudge(RefundWanted(refund_id=refund_id))
            outbox.nudge(PaymentHinted(payment_id=payment_id))
        self.message_user(request, _("The refunds are being looked up."))
