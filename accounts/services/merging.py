"""Two customers turn out to be one: the number of the first leads to the other, and all it has goes there."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts import belongings
from accounts.belongings import Counted
from accounts.events import PracticesMerged, StragglersExpected, VatIdChanged
from accounts.models import Likeness, Practice
from d4d.foundation import clock, outbox, states
from privacy import erasure, ties
from privacy.models import DataSubject, Hold, Request

# Whoever was half-way with something for the former practice is done by then.
STRAGGLERS_TAKE = timedelta(minutes=1)
GIVEN_ALONG = ("kvk_number", "vat_id", "phone", "billing_email")
NOTHING_LEFT = {
    **dict.fromkeys(GIVEN_ALONG, ""),
    "vat_answer": Practice.VatAnswer.UNKNOWN,
    "may_buy_on_account": False,
    "credit_limit_cents": 0,
    "debtor": None,
}


class CannotBeMerged(Exception):
    """These two cannot be one practice, or not yet; says what is in the way."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(f"{len(reasons)} things are in the way")
        self.reasons = reasons


@dataclass(frozen=True, slots=True)
class Preview:
    """What a merger would do: what goes along, what stays behind, and what is in the way of it."""

    moves: list[Counted]
    stays: list[Counted]
    obstacles: list[str]
    needs_reason: bool


def preview_merger(former: Practice, heir: Practice) -> Preview:
    """What will happen, before anything does."""
    counted = belongings.count(former)
    return Preview(
        moves=[one for one in counted if not one.why],
        stays=[one for one in counted if one.why],
        obstacles=_obstacles(former, heir),
        needs_reason=_differ(former, heir),
    )


@transaction.atomic
def merge(former_id: int, heir_id: int, by: UUID | None, reason: str = "") -> Practice:
    """Everything of the former practice is the other's from now on, and the former is closed; for good.

    Documents stay as they were issued, people keep their own consents. Locks in the order of the house
    (docs/decisions/0016), people first. Raises CannotBeMerged; nothing has changed then.
    """
    known = Practice.objects.filter(pk__in=[former_id, heir_id]).values_list("subject_id", flat=True)
    try:
        ties.tie(*known)
    except ties.IsLeaving:
        raise CannotBeMerged([str(LEAVES)]) from None
    belongings.hold(former_id, heir_id)
    former, heir = _hold(former_id, heir_id)
    if reasons := _obstacles(former, heir):
        raise CannotBeMerged(reasons)
    if _differ(former, heir) and not reason.strip():
        raise CannotBeMerged([str(WITHOUT_REASON)])
    states.move(former, Practice.State.CLOSED, by=by, reason=reason or heir.number)
    Practice.objects.filter(pk=former.pk).update(merged_into=heir)
    belongings.move_all(former.pk, heir.pk)
    _give_along(former, heir)
    outbox.publish(PracticesMerged(practice_id=former.pk))
    outbox.publish(StragglersExpected(practice_id=former.pk), at=clock.now() + STRAGGLERS_TAKE)
    return heir


@transaction.atomic
def gather(practice_id: int) -> None:
    """What was still written down for a former practice follows the rest; harmless to repeat."""
    former = Practice.objects.get(pk=practice_id)
    if former.merged_into_id:
        belongings.hold(former.pk, former.merged_into_id)
        belongings.move_all(former.pk, former.merged_into_id)


def _hold(former_id: int, heir_id: int) -> tuple[Practice, Practice]:
    """Both, and whatever names the former: its locations, and what became part of it before."""
    held = Practice.objects.select_for_update(of=("self",), no_key=True).select_related("subject")
    named = Q(pk__in=[former_id, heir_id]) | Q(debtor=former_id) | Q(merged_into=former_id)
    rows = {row.pk: row for row in held.filter(named).order_by("pk")}
    return rows[former_id], rows[heir_id]


LEAVES = _("The data of one of them is being erased.")
WITHOUT_REASON = _("Their KvK numbers differ: say why they are one practice all the same.")


def _differ(former: Practice, heir: Practice) -> bool:
    return bool(former.kvk_number and heir.kvk_number and former.kvk_number != heir.kvk_number)


def _obstacles(former: Practice, heir: Practice) -> list[str]:
    if former.pk == heir.pk:
        return [str(_("This is the same practice."))]
    own = [str(words) for words in _own_obstacles(former, heir)]
    return own + belongings.obstacles(former, heir)


def _own_obstacles(former: Practice, heir: Practice) -> Iterator[str | Promise]:
    both = (former, heir)
    subjects = [one.subject.uuid for one in both]
    if former.state == Practice.State.CLOSED:
        yield _("The practice that is to disappear is closed: nothing can follow from it.")
    if not heir.may_order:
        yield _("The practice that is to stay was refused or closed.")
    elif former.is_approved and not heir.is_approved:
        yield _("The practice that is to stay is not approved yet: decide about it first.")
    if any(one.subject.state == DataSubject.State.RESTRICTED for one in both):
        yield _("The data of one of them is restricted: it may be kept only.")
    if any(one.subject.state in GONE for one in both) or any(map(erasure.running, subjects)):
        yield LEAVES
    if Hold.objects.in_force().filter(subject=former.subject.uuid).exists():
        yield _("A legal hold keeps data of the practice that is to disappear.")
    if Request.objects.running().filter(subject=former.subject.uuid).exists():
        yield _("A privacy request of the practice that is to disappear is not answered yet.")
    if former.debtor_id not in {None, heir.debtor_id} or (heir.debtor_id and former.locations.exists()):
        yield _("They belong to different chains: take the one that is to disappear out of its chain first.")
    if former.debtor_id == heir.pk or heir.debtor_id == former.pk:
        yield _("One of them is the debtor of the other: take them out of the chain first.")


GONE = (DataSubject.State.ERASING, DataSubject.State.ERASED)


def _give_along(former: Practice, heir: Practice) -> None:
    """The heir learns what only the former knew; of that only its number and name are left."""
    learned = {name: getattr(former, name) for name in GIVEN_ALONG if not getattr(heir, name)}
    learned = {name: value for name, value in learned.items() if value}
    if "kvk_number" in learned:
        learned["is_unregistered"] = False
    if "vat_id" in learned:
        learned["vat_answer"] = former.vat_answer
    Practice.objects.filter(pk=heir.pk).update(**learned)
    Practice.objects.filter(pk=former.pk).update(**NOTHING_LEFT)
    Likeness.objects.of(former).delete()
    if "vat_id" in learned:
        outbox.nudge(VatIdChanged(practice_id=heir.pk))
