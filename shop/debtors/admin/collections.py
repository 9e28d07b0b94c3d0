"""What the collection agency has, and calling it back."""

from typing import Any
from uuid import UUID

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from d4d.foundation.written import euro
from privacy.acts import Act, ActsAdmin
from privacy.staff import ReadOnlyInline
from shop.debtors import services
from shop.debtors.forms import OutcomeForm
from shop.debtors.models import CollectionCase, CollectionLine


def _recall(row: CollectionCase, answers: dict[str, Any], by: UUID) -> None:
    services.recall_case(row.pk, reason=answers["reason"], by=by)


class ClaimInline(ReadOnlyInline):
    """The invoices that the agency has or had."""

    model = CollectionLine
    fields = readonly_fields = ("invoice", "amount", "sent_at", "recalled_on", "recall_sent_at")

    @admin.display(description=_("open"))
    def amount(self, line: CollectionLine) -> str:
        """What was open when it was handed over, in euros."""
        return euro(line.open_cents)


@admin.register(CollectionCase)
class CollectionCaseAdmin(ActsAdmin):
    """Every hand-over, its invoices and its steps."""

    list_display = ("__str__", "practice", "state", "decided_at", "sent_at", "closed_on")
    list_filter = ("state",)
    list_select_related = ("practice",)
    search_fields = ("=practice__number", "=lines__invoice__number")
    ordering = ("-pk",)
    inlines = (ClaimInline,)
    acts = (
        Act(
            "recall",
            _("Call everything back"),
            OutcomeForm,
            _recall,
            lambda row: row.state == CollectionCase.State.HANDED_OVER,
            _("The agency and the practice are told."),
        ),
    )
