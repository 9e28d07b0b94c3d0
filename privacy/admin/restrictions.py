"""People whose data is only kept: since when, why, and how it ends."""

from typing import Any
from uuid import UUID

from django.contrib import admin
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from privacy import people, restriction
from privacy.acts import Act, ActsAdmin, NoAnswers, badge
from privacy.admin.request_forms import ReasonForm
from privacy.models import Objection, Restriction
from privacy.staff import LedgerAdmin
from privacy.vocabulary import PURPOSES


def _announce(row: Restriction, answers: dict[str, Any], by: UUID) -> None:
    restriction.announce_lifting(row.pk, answers["reason"], by=by)


def _lift(row: Restriction, answers: dict[str, Any], by: UUID) -> None:
    restriction.lift(row.pk, by=by)


@admin.register(Restriction)
class RestrictionAdmin(ActsAdmin):
    """Restrictions; lifted only after the letter about it was sent."""

    list_display = (
        "request",
        "ground",
        "standing",
        "began_at",
        "announced_at",
        "notice_sent_at",
        "lifted_at",
    )
    list_filter = ("ground", ("lifted_at", admin.EmptyFieldListFilter))
    list_select_related = ("request",)
    ordering = ("-pk",)
    readonly_fields = ("who", "standing")
    fields = (
        "who",
        "standing",
        "ground",
        "request",
        "began_at",
        "announced_at",
        "lifting_reason",
        "notice_sent_at",
        "lifted_at",
    )
    refusals = {restriction.NotToldYet: _("The letter was not sent yet; try again in a few minutes.")}
    acts = (
        Act(
            "announce",
            _("Announce the lifting"),
            ReasonForm,
            _announce,
            lambda row: row.announced_at is None and row.lifted_at is None,
            _("The person must hear so first. The letter leaves at once; after that it can be lifted."),
        ),
        Act(
            "lift",
            _("Lift the restriction"),
            NoAnswers,
            _lift,
            lambda row: row.announced_at is not None and row.lifted_at is None,
            _("From then on the data is used again for what the person agreed to."),
        ),
    )

    @admin.display(description=_("state"))
    def standing(self, row: Restriction) -> SafeString:
        """In force, or over."""
        return badge(row.state, _("lifted") if row.lifted_at else _("restricted"))

    @admin.display(description=_("person"))
    def who(self, row: Restriction) -> str:
        """Whose data it is."""
        return people.name(row.subject)


@admin.register(Objection)
class ObjectionAdmin(LedgerAdmin):
    """Uses to which somebody objected; the request about it decides."""

    list_display = ("pk", "use", "request", "since", "ended_at")
    fields = readonly_fields = ("use", "request", "since", "ended_at")
    list_filter = (("ended_at", admin.EmptyFieldListFilter),)
    list_select_related = ("request",)
    ordering = ("-pk",)

    @admin.display(description=_("purpose"), ordering="purpose")
    def use(self, row: Objection) -> str:
        """The purpose in words."""
        return str(PURPOSES[row.purpose].label)
