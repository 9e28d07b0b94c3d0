"""An order of which nothing is to come any more is closed."""

from uuid import UUID

from django.db.models import F, Sum

from d4d.foundation import clock, states
from shop.orders.models import Order


def settle_state(order: Order, *, by: UUID | None = None, reason: str = "") -> None:
    """Let the state of an order follow its lines."""
    sums = order.lines.aggregate(
        gone=Sum("shipped"), to_come=Sum(F("quantity") - F("shipped") - F("cancelled"))
    )
    if sums["to_come"]:
        if sums["gone"]:
            states.move(order, Order.State.PARTLY_SHIPPED, by=by, reason=reason)
        return
    done = Order.State.SHIPPED if sums["gone"] else Order.State.CANCELLED
    if states.move(order, done, by=by, reason=reason):
        order.closed_at = clock.now()
        order.save(update_fields=["closed_at"])
