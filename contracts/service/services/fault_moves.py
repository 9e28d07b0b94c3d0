"""How a fault goes on: locked, one step at a time, and everybody who waits for it hears."""

from uuid import UUID

from contracts.service.events import FaultMoved
from contracts.service.models import Fault
from d4d.foundation import clock, outbox, states


class NotNow(Exception):
    """A fault is not so far, or already further; nothing has changed."""


def lock(fault_id: int) -> Fault:
    """The fault, held until the transaction ends, with its device and practice."""
    return (
        Fault.objects.select_for_update(of=("self",))
        .select_related("device__kind", "practice__subject")
        .get(pk=fault_id)
    )


def go(fault: Fault, to: str, *, by: UUID | None) -> bool:
    """Take a step and tell the house; False when it was taken before. Raises NotNow."""
    try:
        moved = states.move(fault, to, by=by)
    except states.MoveNotAllowed:
        raise NotNow(fault.state) from None
    if not moved:
        return False
    if fault.is_over:
        fault.closed_at = clock.now()
        fault.save(update_fields=["closed_at"])
    step = states.history(fault).values_list("pk", flat=True).last()
    assert step is not None, "a step was written down just now"
    outbox.publish(FaultMoved(fault_id=fault.pk, step_id=step))
    return True
