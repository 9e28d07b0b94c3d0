"""Somebody asks to be erased, and may take that back until the time to think again is over."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.utils.translation import get_language

from d4d.foundation import clock, outbox, states
from privacy import requests, ties
from privacy.events import ErasureAsked, ErasureCancelled, ErasureDue
from privacy.models import DataSubject, ErasureRun, Request
from privacy.ties import Tie

Origin = ErasureRun.Origin
SOURCES = {Origin.ACCOUNT: Request.Source.ACCOUNT, Origin.STAFF: Request.Source.STAFF}
_SALT = "privacy.erasure.cancel"


class CannotBeErased(Exception):
    """Something must be ended first: open orders or debts of a practice."""

    def __init__(self, reasons: Sequence[Tie]) -> None:
        super().__init__(f"{len(reasons)} things are in the way")
        self.reasons = list(reasons)


class CannotBeTakenBack(Exception):
    """The erasure has begun, or was taken back before."""


@transaction.atomic
def ask(subject: UUID, *, origin: str = Origin.ACCOUNT, by: UUID | None = None) -> ErasureRun:
    """Ask for the erasure of a person or practice; asked twice, it is the one that runs.

    Raises CannotBeErased when something blocks it. What people or staff ask can be taken back for a while.
    """
    DataSubject.objects.select_for_update().get(uuid=subject)
    if found := running(subject):
        return found
    if blocks := [tie for tie in ties.of(subject) if tie.blocks]:
        raise CannotBeErased(blocks)
    return begin_waiting(subject, origin, by)


@transaction.atomic
def begin_waiting(subject: UUID, origin: str, by: UUID | None) -> ErasureRun:
    """Write the run down, tell the person, and have it carried out when its time has come.

    One that is open already is the one: whoever comes at the same moment waits for the lock of the person.
    """
    DataSubject.objects.select_for_update().filter(uuid=subject).first()
    if found := running(subject):
        return found
    source = SOURCES.get(Origin(origin))
    request = requests.open(subject, Request.Kind.ERASURE, source=source, by=by) if source else None
    now = clock.now()
    run = ErasureRun.objects.create(
        subject=subject,
        request=request,
        origin=origin,
        actor=by,
        language="en" if get_language() == "en" else "nl",
        asked_at=now,
        due_at=now + (undo_window() if source else timedelta()),
    )
    states.begin(run, run.state, by=by, reason=origin)
    outbox.publish(ErasureDue(run.pk, _turn(run.due_at)), at=run.due_at)
    if source:
        outbox.publish(ErasureAsked(run.pk))
    return run


@transaction.atomic
def take_back(run_id: int, *, by: UUID | None = None) -> ErasureRun:
    """Leave everything as it was; raises CannotBeTakenBack once the erasure has begun."""
    run = ErasureRun.objects.select_for_update(of=("self",)).get(pk=run_id)
    if not run.may_be_taken_back:
        raise CannotBeTakenBack
    states.move(run, ErasureRun.State.CANCELLED, by=by)
    run.finished_at = clock.now()
    run.save(update_fields=["finished_at"])
    if run.request:
        requests.close(run.request, Request.State.WITHDRAWN, by=by)
    outbox.publish(ErasureCancelled(run.pk))
    return run


def put_off(run: ErasureRun) -> None:
    """Something came in between that must be ended first: look again tomorrow."""
    run.due_at = clock.now() + timedelta(days=1)
    run.save(update_fields=["due_at"])
    outbox.publish(ErasureDue(run.pk, _turn(run.due_at)), at=run.due_at)


def undo_window() -> timedelta:
    """How long an erasure can be taken back."""
    return timedelta(hours=settings.ERASURE_UNDO_HOURS)


def running(subject: UUID) -> ErasureRun | None:
    """The erasure that somebody asked for and that is not done yet."""
    return ErasureRun.objects.open().filter(subject=subject).first()


def token_of(run: ErasureRun) -> str:
    """What the link in the letter holds: it takes back this erasure and nothing else."""
    return signing.dumps(str(run.uuid), salt=_SALT)


def run_of(token: str) -> ErasureRun | None:
    """The erasure to which a link leads."""
    try:
        identity = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return None
    return ErasureRun.objects.filter(uuid=identity).first()


def _turn(moment: datetime) -> str:
    return str(int(moment.timestamp()))
