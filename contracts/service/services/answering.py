"""We answer a report: who sees to it, what we ask, how we go about it; and the clock that runs until then."""

from uuid import UUID

from django.db import transaction

from contracts.service import hours
from contracts.service.events import FaultAnswered
from contracts.service.models import Fault, FaultMessage
from contracts.service.services.fault_moves import NotNow, go, lock
from d4d.foundation import clock, outbox

Kind = FaultMessage.Kind


@transaction.atomic
def take_on(fault_id: int, *, by: UUID) -> Fault:
    """Somebody of the staff sees to a fault from now on."""
    fault = lock(fault_id)
    if not fault.is_open:
        raise NotNow(fault.state)
    fault.owner = by
    fault.save(update_fields=["owner"])
    return fault


@transaction.atomic
def write_to_practice(fault_id: int, text: str, *, by: UUID, asks: bool = False) -> FaultMessage:
    """Tell the practice something, or ask it; while we wait for an answer the clock stands still."""
    fault = lock(fault_id)
    if not fault.is_open:
        raise NotNow(fault.state)
    kind = Kind.QUESTION if asks else Kind.FROM_US
    message = FaultMessage.objects.create(fault=fault, kind=kind, text=text, author=by)
    if asks and not fault.responded_at and not fault.paused_at:
        fault.paused_at = clock.now()
        fault.save(update_fields=["paused_at"])
    outbox.publish(FaultAnswered(message_id=message.pk))
    return message


@transaction.atomic
def write_to_us(fault_id: int, text: str, *, by: UUID) -> FaultMessage:
    """The practice says something; if we had asked, the clock runs on."""
    fault = lock(fault_id)
    if not fault.is_open:
        raise NotNow(fault.state)
    _run_on(fault)
    return FaultMessage.objects.create(fault=fault, kind=Kind.FROM_PRACTICE, text=text, author=by)


@transaction.atomic
def note(fault_id: int, text: str, *, by: UUID) -> FaultMessage:
    """Write something down for colleagues; the practice reads it in a copy of its data only."""
    return FaultMessage.objects.create(fault=lock(fault_id), kind=Kind.NOTE, text=text, author=by)


@transaction.atomic
def assess(fault_id: int, approach: str, *, by: UUID) -> Fault:
    """We have looked at it and say how we go about it: our promise is kept. Raises NotNow."""
    fault = lock(fault_id)
    if fault.state != Fault.State.REPORTED:
        raise NotNow(fault.state)
    fault.approach = Fault.Approach(approach)
    _run_on(fault)
    fault.responded_at = clock.now()
    fault.owner = fault.owner or by
    fault.save(update_fields=["approach", "responded_at", "owner"])
    go(fault, Fault.State.ASSESSED, by=by)
    return fault


@transaction.atomic
def cancel(fault_id: int, *, by: UUID) -> Fault:
    """It need not be repaired any more; possible until we have begun. Raises NotNow."""
    fault = lock(fault_id)
    go(fault, Fault.State.CANCELLED, by=by)
    return fault


def _run_on(fault: Fault) -> None:
    """The working time that was left when the clock stopped is left now; what was late stays late."""
    if fault.paused_at is None or fault.due_at is None:
        return
    left = hours.between(fault.paused_at, fault.due_at)
    if left:
        fault.due_at = hours.after(clock.now(), left)
    fault.paused_at = None
    fault.save(update_fields=["due_at", "paused_at"])
