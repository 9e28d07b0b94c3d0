"""A breach of security: written down at once, reported within 72 hours or with a reason why not."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from d4d.foundation import clock, numbering, states
from privacy.models import Breach, BreachEvent
from privacy.vocabulary import BREACH_HOURS


class NotFinished(Exception):
    """A breach is closed when it was reported, or written down why not, and the same for the people."""


@transaction.atomic
def record(title: str, *, aware_at: datetime, by: UUID, note: str = "") -> Breach:
    """From the moment we know, the clock of 72 hours runs."""
    row = Breach.objects.create(
        number=_number(),
        title=title,
        aware_at=aware_at,
        due_at=aware_at + timedelta(hours=BREACH_HOURS),
    )
    states.begin(row, row.state, by=by)
    write(row, "recorded", by=by, note=note)
    return row


def write(row: Breach, what: str, *, by: UUID | None, note: str = "") -> None:
    """Put a step on the timeline of a breach."""
    BreachEvent.objects.create(breach=row, what=what, note=note, actor=by)


@transaction.atomic
def assess(breach_id: int, risk: str, people_count: int | None, *, by: UUID, note: str = "") -> Breach:
    """How bad it is for people, as far as we know now."""
    row = Breach.objects.select_for_update().get(pk=breach_id)
    row.risk, row.people_count = Breach.Risk(risk), people_count
    row.save(update_fields=["risk", "people_count"])
    write(row, "assessed", by=by, note=note)
    return row


@transaction.atomic
def report(breach_id: int, reference: str, *, by: UUID, late_because: str = "") -> Breach:
    """It was reported to the AP; later than 72 hours only with the reason (GDPR art. 33(1))."""
    row = Breach.objects.select_for_update().get(pk=breach_id)
    if row.reported_at:
        return row
    row.reported_at, row.ap_reference = clock.now(), reference
    row.late_because = late_because
    if row.reported_at > row.due_at and not late_because.strip():
        raise NotFinished
    row.save(update_fields=["reported_at", "ap_reference", "late_because"])
    write(row, "reported", by=by)
    return row


@transaction.atomic
def leave_unreported(breach_id: int, reason: str, *, by: UUID) -> Breach:
    """No risk is likely, so the AP need not hear; the reason is kept."""
    row = Breach.objects.select_for_update().get(pk=breach_id)
    row.not_reported_because = reason
    row.save(update_fields=["not_reported_because"])
    write(row, "not reported", by=by)
    return row


@transaction.atomic
def inform(breach_id: int, count: int, reason: str, *, by: UUID) -> Breach:
    """How many people were told, or why nobody had to be (GDPR art. 34)."""
    row = Breach.objects.select_for_update().get(pk=breach_id)
    if count:
        row.informed_at, row.informed_count = clock.now(), count
    row.not_informed_because = reason
    row.save(update_fields=["informed_at", "informed_count", "not_informed_because"])
    write(row, "people informed" if count else "people not informed", by=by)
    return row


@transaction.atomic
def close(breach_id: int, *, by: UUID, note: str = "") -> Breach:
    """Everything is done. Raises NotFinished while somebody still had to be told."""
    row = Breach.objects.select_for_update().get(pk=breach_id)
    reported = row.reported_at or row.not_reported_because
    informed = row.informed_at or row.not_informed_because or row.risk != Breach.Risk.HIGH
    if not (reported and informed):
        raise NotFinished
    if states.move(row, Breach.State.CLOSED, by=by):
        write(row, "closed", by=by, note=note)
    return row


def _number() -> str:
    year = clock.today().year
    return f"L{year}-{numbering.draw(f'breach-{year}'):04}"
