"""How a return goes on: locked, one step at a time, and the practice hears of each."""

from uuid import UUID

from d4d.foundation import clock, outbox, states
from shop.returns.events import ReturnMoved
from shop.returns.models import Return


class NotNow(Exception):
    """A return is not so far, or already further; nothing has changed."""


def lock(return_id: int) -> Return:
    """The return, held until the transaction ends."""
    returns = Return.objects.select_for_update(of=("self",))
    return returns.select_related("order_line__order", "practice").get(pk=return_id)


def go(back: Return, to: str, *, by: UUID | None, reason: str = "") -> None:
    """Take a step and tell the house. Raises NotNow."""
    try:
        moved = states.move(back, to, by=by, reason=reason)
    except states.MoveNotAllowed:
        raise NotNow(back.state) from None
    if not moved:
        raise NotNow(back.state)
    if back.is_over:
        back.closed_at = clock.now()
        back.save(update_fields=["closed_at"])
    tell(back)


def tell(back: Return) -> None:
    """News of the last step."""
    step = states.history(back).values_list("pk", flat=True).last()
    assert step is not None, "a step was written down just now"
    outbox.publish(ReturnMoved(return_id=back.pk, step_id=step))
