"""The staff decides about a practice, always with a reason, and the practice is told."""

from uuid import UUID

from django.db import transaction

from accounts.events import PracticeDecided
from accounts.models import Practice
from d4d.foundation import outbox, states


def approve(practice_id: int, by: UUID | None, reason: str) -> Practice:
    """Open credit and goods for professionals to a practice."""
    return _decide(practice_id, Practice.State.APPROVED, by, reason)


def deny(practice_id: int, by: UUID | None, reason: str) -> Practice:
    """Refuse a practice; it may still be reconsidered."""
    return _decide(practice_id, Practice.State.DENIED, by, reason)


@transaction.atomic
def reconsider(practice_id: int, by: UUID | None, reason: str) -> Practice:
    """Put a refused practice back in the queue."""
    practice = Practice.objects.select_for_update().get(pk=practice_id)
    states.move(practice, Practice.State.PENDING, by=by, reason=reason)
    return practice


@transaction.atomic
def close(practice_id: int, by: UUID | None, reason: str) -> Practice:
    """End the customer relation: nobody orders for a practice any more, its locations pay for themselves."""
    practice = Practice.objects.hold(practice_id)[practice_id]
    states.move(practice, Practice.State.CLOSED, by=by, reason=reason)
    practice.locations.update(debtor=None)
    return practice


@transaction.atomic
def _decide(practice_id: int, state: str, by: UUID | None, reason: str) -> Practice:
    practice = Practice.objects.select_for_update().get(pk=practice_id)
    if states.move(practice, state, by=by, reason=reason):
        outbox.nudge(PracticeDecided(practice_id=practice.pk, state=state))
    return practice
