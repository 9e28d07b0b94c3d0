"""Proposals about credit: a person decides, and looks again when a practice asks."""

from typing import Any
from uuid import UUID

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from d4d.foundation.written import euro
from privacy.acts import Act, ActsAdmin
from shop.debtors import services
from shop.debtors.forms import DecisionForm, SecondLookForm
from shop.debtors.models import CreditProposal


def _decide(row: CreditProposal, answers: dict[str, Any], by: UUID) -> None:
    services.decide(row.pk, grant=answers["grant"], reason=answers["reason"], by=by)


def _review(row: CreditProposal, answers: dict[str, Any], by: UUID) -> None:
    services.review(row.pk, stands=answers["stands"], reason=answers["reason"], by=by)


class ReviewFilter(admin.SimpleListFilter):
    """Who asked for another look."""

    title = _("another look")
    parameter_name = "review"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Only the question that matters."""
        return [("asked", _("asked for"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Those that wait for it."""
        return queryset.to_review() if self.value() else queryset


@admin.register(CreditProposal)
class CreditProposalAdmin(ActsAdmin):
    """What the figures suggest, the figures themselves, and what was decided."""

    list_display = ("__str__", "practice", "kind", "state", "before", "limit", "because", "review_asked_at")
    list_filter = ("state", "kind", ReviewFilter)
    list_select_related = ("practice",)
    search_fields = ("=practice__number",)
    ordering = ("-pk",)
    fields = readonly_fields = (
        "practice",
        "kind",
        "state",
        "before",
        "limit",
        "because",
        "reason",
        "proposed_at",
        "decided_at",
        "review_asked_at",
        "reviewed_at",
    )
    refusals = {services.CannotBeDecided: _("This was decided already.")}
    acts = (
        Act(
            "decide",
            _("Decide"),
            DecisionForm,
            _decide,
            lambda row: row.state == CreditProposal.State.PROPOSED,
            _("Look at the practice yourself: the figures only propose."),
        ),
        Act("review", _("Look at it again"), SecondLookForm, _review, lambda row: row.waits_for_review),
    )

    @admin.display(description=_("limit before"))
    def before(self, row: CreditProposal) -> str:
        """In euros."""
        return euro(row.before_cents)

    @admin.display(description=_("proposed limit"))
    def limit(self, row: CreditProposal) -> str:
        """In euros."""
        return euro(row.limit_cents)

    @admin.display(description=_("because"))
    def because(self, row: CreditProposal) -> str:
        """The rule and its figure."""
        return row.because
