"""Mandates and what is collected under them, to be read, looked up again, or ended."""

from typing import Any
from uuid import UUID

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from d4d.foundation import outbox
from d4d.foundation.written import euro
from privacy.acts import Act, ActsAdmin, NoAnswers
from privacy.staff import LedgerAdmin
from shop.payments import services
from shop.payments.events import DebitHinted
from shop.payments.models import Debit, Mandate


def _end(row: Mandate, answers: dict[str, Any], by: UUID) -> None:
    services.end_mandate(row.pk, by)


@admin.register(Mandate)
class MandateAdmin(ActsAdmin):
    """Who lets us collect."""

    list_display = ["reference", "practice", "state", "valid_since", "ended_on", "forgotten_at"]
    list_filter = ["state"]
    list_select_related = ["practice"]
    search_fields = ["=reference", "=practice__number", "=customer_id"]
    ordering = ["-pk"]
    fields = [
        "reference",
        "practice",
        "state",
        "customer_id",
        "mandate_id",
        "valid_since",
        "ended_on",
        "forgotten_at",
    ]
    acts = (Act("end", _("Withdraw the mandate"), NoAnswers, _end, lambda row: row.state in Mandate.LIVING),)


@admin.register(Debit)
class DebitAdmin(LedgerAdmin):
    """Every collection of an invoice."""

    list_display = ["invoice", "attempt", "state", "amount", "charge_on", "reason", "mandate"]
    list_filter = ["state", "charge_on"]
    list_select_related = ["invoice", "mandate"]
    search_fields = ["=invoice__number", "=provider_id", "=mandate__reference"]
    ordering = ["-pk"]
    actions = ["look_again"]

    @admin.display(description=_("amount"), ordering="amount_cents")
    def amount(self, debit: Debit) -> str:
        """The amount in euros."""
        return euro(debit.amount_cents)

    def has_cashier_permission(self, request: HttpRequest) -> bool:
        """Whether somebody may set work on debits going."""
        return request.user.has_perm("payments.change_debit")

    @admin.action(description=_("Look again at the provider"), permissions=["cashier"])
    def look_again(self, request: HttpRequest, queryset: QuerySet[Debit]) -> None:
        """Have the chosen debits looked up."""
        for debit_id in queryset.values_list("pk", flat=True):
            outbox.nudge(DebitHinted(debit_id=debit_id))
        self.message_user(request, _("The direct debits are being looked up."))
