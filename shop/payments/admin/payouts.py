"""What the provider transferred: each payout taken apart, and the transfer that it arrived as."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from d4d.foundation import clock
from d4d.foundation.written import euro
from privacy.acts import Act, ActsAdmin, badge
from privacy.staff import ReadOnlyInline
from shop.invoicing.models import BankLine
from shop.payments import services
from shop.payments.models import Payout, PayoutPart


class TransferForm(forms.Form):
    """Which transfer on our account it is."""

    line = forms.TypedChoiceField(label=_("Transfer"), coerce=int)

    def __init__(self, payout: Payout, *args: Any) -> None:
        """Only open transfers of exactly its amount are offered."""
        super().__init__(*args)
        alike = BankLine.objects.to_look_at().filter(amount_cents=payout.amount_cents)
        chosen: Any = self.fields["line"]
        chosen.choices = [
            (one.pk, f"{one.booked_on:%Y-%m-%d} {euro(one.amount_cents)} {one.text[:60]}")
            for one in alike.order_by("booked_on", "pk")
        ]


class LookFilter(admin.SimpleListFilter):
    """What somebody must look at."""

    title = _("to be looked at")
    parameter_name = "look"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Only that, or everything."""
        return [("1", _("to be looked at"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Those that do not tie, and those that should be on our account by now."""
        return queryset.to_look_at(clock.today()) if self.value() == "1" else queryset


class PartInline(ReadOnlyInline):
    """What it is made up of."""

    model = PayoutPart
    fields = readonly_fields = (
        "kind",
        "provider_id",
        "amount",
        "payment",
        "refund",
        "debit",
        "bill",
        "mandate",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[PayoutPart]:
        """With what each is known as."""
        rows: QuerySet[PayoutPart] = super().get_queryset(request)
        return rows.select_related("payment", "refund", "debit", "bill", "mandate")

    @admin.display(description=_("amount"))
    def amount(self, part: PayoutPart) -> str:
        """In euros."""
        return euro(part.amount_cents)


def _match(row: Payout, answers: dict[str, Any], by: UUID) -> None:
    services.match_by_hand(row.pk, answers["line"], by=by)


@admin.register(Payout)
class PayoutAdmin(ActsAdmin):
    """Every payout, with the fees and the VAT on them."""

    list_display = (
        "reference",
        "paid_on",
        "state_badge",
        "amount",
        "payments",
        "refunds",
        "fees",
        "fees_vat",
    )
    list_filter = (LookFilter, "state", "paid_on")
    search_fields = ("=reference", "=provider_id", "=parts__provider_id")
    ordering = ("-paid_on", "-pk")
    inlines = (PartInline,)
    acts = (
        Act(
            "match",
            _("Say which transfer it is"),
            TransferForm,
            _match,
            lambda row: row.state != Payout.State.MATCHED,
            _("Only open transfers of exactly this amount are offered."),
            asks_about=lambda row: row,
        ),
    )
    refusals = {services.NotThisTransfer: _("This transfer is of another amount, or for something else.")}
    fields = readonly_fields = (
        "reference",
        "provider_id",
        "state_badge",
        "paid_on",
        "amount",
        "payments",
        "refunds",
        "charge_backs",
        "fees",
        "fees_vat",
        "bank_line",
        "read_at",
    )

    @admin.display(description=_("state"), ordering="state")
    def state_badge(self, payout: Payout) -> SafeString:
        """Whether it is on our account."""
        return badge(payout.state, payout.get_state_display())

    @admin.display(description=_("amount"), ordering="amount_cents")
    def amount(self, payout: Payout) -> str:
        """What was transferred, in euros."""
        return euro(payout.amount_cents)

    @admin.display(description=_("payments"))
    def payments(self, payout: Payout) -> str:
        """What practices paid, in euros."""
        return euro(payout.payments_cents)

    @admin.display(description=_("refunds"))
    def refunds(self, payout: Payout) -> str:
        """What went back to practices, in euros."""
        return euro(payout.refunds_cents)

    @admin.display(description=_("charge-backs"))
    def charge_backs(self, payout: Payout) -> str:
        """What banks took back, in euros."""
        return euro(payout.charge_backs_cents)

    @admin.display(description=_("fees excluding VAT"))
    def fees(self, payout: Payout) -> str:
        """What the provider kept, in euros."""
        return euro(payout.fees_net_cents)

    @admin.display(description=_("VAT on the fees"))
    def fees_vat(self, payout: Payout) -> str:
        """The VAT that is ours to reclaim, in euros."""
        return euro(payout.fees_vat_cents)
