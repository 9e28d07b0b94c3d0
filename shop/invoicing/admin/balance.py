"""What practices have to their credit, and the bookings that it comes from."""

from typing import Any
from uuid import UUID

from django.contrib import admin
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from d4d.foundation.written import euro
from privacy.acts import Act, ActsAdmin
from shop.invoicing import services
from shop.invoicing.admin.bank import OfTheBank
from shop.invoicing.forms import TakeBackForm
from shop.invoicing.models import BalanceEntry


class LeftFilter(admin.SimpleListFilter):
    """Whether the practice still has something to its credit."""

    title = _("still to its credit")
    parameter_name = "left"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Only that, or everything."""
        return [("1", _("still to its credit"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """The entries that do not come to nothing yet."""
        return queryset.unused() if self.value() == "1" else queryset


def _take_back(row: BalanceEntry, answers: dict[str, Any], by: UUID) -> None:
    services.take_back_kept(row.pk, reason=answers["reason"], by=by)


@admin.register(BalanceEntry)
class BalanceEntryAdmin(ActsAdmin, OfTheBank):
    """Each booking on the credit of a practice; what it comes to stands beside it."""

    acts = (
        Act(
            "take-back",
            _("Take the booking back"),
            TakeBackForm,
            _take_back,
            lambda row: row.may_be_taken_back,
            _("The practice has it to its credit no longer; the transfer is to be looked at again."),
            is_grave=True,
        ),
    )
    refusals: dict[type[Exception], str | Promise] = {
        services.CannotBeTakenBack: _("This booking cannot be taken back."),
        services.NotThatMuchCredit: _("The practice has used it already, in whole or in part."),
    }
    list_display = ("booked_on", "practice", "kind", "amount", "balance", "occasion")
    list_filter = (LeftFilter, "kind", "booked_on")
    list_select_related = ("practice",)
    search_fields = ("=practice__number", "practice__name")
    ordering = ("-booked_on", "-pk")
    fields = readonly_fields = (
        "practice",
        "kind",
        "amount",
        "balance",
        "booked_on",
        "line",
        "occasion",
        "closed_on",
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        """With what the practice has to its credit now."""
        return super().get_queryset(request).with_balance()

    @admin.display(description=_("amount"), ordering="amount_cents")
    def amount(self, entry: BalanceEntry) -> str:
        """In euros."""
        return euro(entry.amount_cents)

    @admin.display(description=_("credit of the practice now"))
    def balance(self, entry: BalanceEntry) -> str:
        """All of its entries together, in euros."""
        return euro(entry.balance_cents)  # type: ignore[attr-defined]
