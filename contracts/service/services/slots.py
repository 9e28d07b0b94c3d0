"""When we come: times that are offered, chosen, agreed, moved and given back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction

from accounts.models import User
from contracts.service.events import (
    SlotsOffered,
    VisitCancelled,
    VisitDrawsNear,
    VisitPlanned,
    VisitUnplanned,
)
from contracts.service.models import Slot, Visit
from contracts.service.working_days import is_working_day, next_working_day
from d4d.foundation import clock, outbox, states


class CannotBePlanned(Exception):
    """A visit cannot have this time."""


class VisitIsClosed(CannotBePlanned):
    """The visit was made or cancelled meanwhile."""


class NotAWorkingDay(CannotBePlanned):
    """Nobody comes on this day; `next_day` is the first on which somebody does."""

    def __init__(self, day: date) -> None:
        super().__init__("nobody works on this day")
        self.day, self.next_day = day, next_working_day(day)


class EngineerIsBusy(CannotBePlanned):
    """The engineer is at another practice at that time."""


class TimeIsGone(CannotBePlanned):
    """The time that was chosen lies behind us, or is no longer offered."""


class TooLateToMove(CannotBePlanned):
    """The visit is so near that the practice must call."""


@dataclass(frozen=True, slots=True)
class Times:
    """From when until when, and who comes."""

    starts_at: datetime
    ends_at: datetime
    engineer: UUID | None = None


@transaction.atomic
def offer(visit_id: int, times: Sequence[Times], *, by: UUID | None) -> Visit:
    """Let the practice choose between times; those that were offered before are withdrawn.

    Raises NotAWorkingDay, EngineerIsBusy, TimeIsGone or VisitIsClosed; nothing is offered then.
    """
    visit = _open(visit_id)
    assert times, "an offer has times"
    for one in times:
        _check(visit, one)
    if visit.state == Visit.State.PLANNED:
        states.move(visit, Visit.State.TO_PLAN, by=by)
    states.move(visit, Visit.State.OFFERED, by=by)
    _clear(visit)
    Slot.objects.bulk_create(
        Slot(visit=visit, starts_at=one.starts_at, ends_at=one.ends_at, engineer=one.engineer)
        for one in times
    )
    outbox.publish(SlotsOffered(visit_id=visit.pk, sequence=_told(visit)))
    return visit


@transaction.atomic
def choose(visit_id: int, slot_id: int, *, by: UUID) -> Visit:
    """Take one of the times that were offered. Raises TimeIsGone or EngineerIsBusy."""
    visit = _open(visit_id)
    slot = visit.slots.filter(pk=slot_id).first()
    if slot is None or visit.state != Visit.State.OFFERED:
        raise TimeIsGone("this time is not offered")
    return _agree(visit, Times(slot.starts_at, slot.ends_at, slot.engineer), by=by, reason="")


@transaction.atomic
def plan(visit_id: int, times: Times, *, by: UUID | None, reason: str = "") -> Visit:
    """Agree on a time for a visit, or move it to another one; staff does so whenever they like.

    Raises NotAWorkingDay, EngineerIsBusy, TimeIsGone or VisitIsClosed; the visit stays as it was then.
    """
    return _agree(_open(visit_id), times, by=by, reason=reason)


@transaction.atomic
def ask_for_others(visit_id: int, *, wish: str, by: UUID) -> Visit:
    """Say that no time suits and which would, or give an agreed one back.

    The words stay until another time is agreed. Raises TooLateToMove or VisitIsClosed.
    """
    visit = _open(visit_id)
    if visit.state == Visit.State.TO_PLAN:
        return visit
    if visit.state == Visit.State.PLANNED and not visit.may_be_moved_by_the_practice(clock.today()):
        raise TooLateToMove("the visit is too near")
    was_planned = visit.state == Visit.State.PLANNED
    states.move(visit, Visit.State.TO_PLAN, by=by)
    Visit.objects.filter(pk=visit.pk).update(wish=wish)
    _clear(visit)
    sequence = _told(visit)
    if was_planned:
        outbox.publish(VisitUnplanned(visit_id=visit.pk, sequence=sequence))
    return visit


@transaction.atomic
def cancel(visit_id: int, *, reason: str, by: UUID | None) -> Visit:
    """Call a visit off; the turns of its contract that follow stay as they are. Raises VisitIsClosed."""
    return call_off(_open(visit_id), by=by, reason=reason)


def call_off(visit: Visit, *, by: UUID | None, reason: str) -> Visit:
    """Close an open visit without making it; the practice hears so when it knew of a time."""
    knew = visit.state != Visit.State.TO_PLAN
    states.move(visit, Visit.State.CANCELLED, by=by, reason=reason)
    visit.slots.all().delete()
    Visit.objects.filter(pk=visit.pk).update(closed_at=clock.now())
    sequence = _told(visit)
    if knew:
        outbox.publish(VisitCancelled(visit_id=visit.pk, sequence=sequence))
    visit.refresh_from_db()
    return visit


def remind() -> int:
    """Tell practices a few days ahead that we come, each time of a visit once; returns how many."""
    now = clock.now()
    last = clock.midnight(clock.today() + timedelta(days=settings.VISIT_REMINDER_DAYS + 1))
    near = Visit.objects.filter(
        state=Visit.State.PLANNED, reminded_at=None, starts_at__gt=now, starts_at__lt=last
    )
    return sum(_remind(visit_id, now) for visit_id in near.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _remind(visit_id: int, now: datetime) -> bool:
    unreminded = Visit.objects.filter(pk=visit_id, state=Visit.State.PLANNED, reminded_at=None)
    if not unreminded.update(reminded_at=now):
        return False
    sequence = Visit.objects.values_list("sequence", flat=True).get(pk=visit_id)
    outbox.publish(VisitDrawsNear(visit_id=visit_id, sequence=sequence))
    return True


def _open(visit_id: int) -> Visit:
    visit = Visit.objects.select_for_update().get(pk=visit_id)
    if not visit.is_open:
        raise VisitIsClosed("this visit is closed")
    return visit


def _agree(visit: Visit, times: Times, *, by: UUID | None, reason: str) -> Visit:
    _check(visit, times)
    came_from = visit.state
    if came_from == Visit.State.PLANNED:
        states.begin(visit, Visit.State.PLANNED, came_from=came_from, by=by, reason=reason)
    else:
        states.move(visit, Visit.State.PLANNED, by=by, reason=reason)
    _clear(visit)
    Visit.objects.filter(pk=visit.pk).update(
        starts_at=times.starts_at,
        ends_at=times.ends_at,
        engineer=times.engineer,
        wish="",
        reminded_at=clock.now() if _is_near(times) else None,  # what is agreed so late needs no reminder
    )
    outbox.publish(VisitPlanned(visit_id=visit.pk, sequence=_told(visit)))
    visit.refresh_from_db()
    return visit


def _check(visit: Visit, times: Times) -> None:
    if times.starts_at <= clock.now():
        raise TimeIsGone("this time is over")
    day = clock.local(times.starts_at).date()
    if not is_working_day(day):
        raise NotAWorkingDay(day)
    if times.engineer is None:
        return
    # Of two who plan the same engineer at once, the second waits here and then sees the first.
    list(User.objects.select_for_update().filter(subject__uuid=times.engineer).values_list("pk", flat=True))
    taken = Visit.objects.of_engineer_during(times.engineer, times.starts_at, times.ends_at)
    if taken.exclude(pk=visit.pk).exists():
        raise EngineerIsBusy("the engineer is elsewhere")


def _is_near(times: Times) -> bool:
    days = (clock.local(times.starts_at).date() - clock.today()).days
    return days <= settings.VISIT_REMINDER_DAYS


def _clear(visit: Visit) -> None:
    """No time is offered or agreed any more."""
    visit.slots.all().delete()
    Visit.objects.filter(pk=visit.pk).update(starts_at=None, ends_at=None, engineer=None, reminded_at=None)


def _told(visit: Visit) -> int:
    """Count that something about the time of this visit was told."""
    visit.sequence += 1
    Visit.objects.filter(pk=visit.pk).update(sequence=visit.sequence)
    return visit.sequence
