"""An order of which nothing is to come any more is closed; its books follow when its invoices are."""

from datetime import date
from uuid import UUID

from django.db.models import F, Q, Sum

from d4d.foundation import clock, outbox, states
from shop.orders.events import OrderClosed
from shop.orders.models import Order


def settle_state(order: Order, *, by: UUID | None = None, reason: str = "") -> None:
    """Let the state of an order follow its lines; a service that is delivered freezes no goods."""
    sums = order.lines.aggregate(
        gone=Sum("shipped"),
        sent=Sum("shipped", filter=Q(is_service=False)),
        to_come=Sum(F("quantity") - F("shipped") - F("cancelled")),
    )
    if sums["to_come"]:
        if sums["sent"]:
            states.move(order, Order.State.PARTLY_SHIPPED, by=by, reason=reason)
        return
    done = Order.State.SHIPPED if sums["gone"] else Order.State.CANCELLED
    if states.move(order, done, by=by, reason=reason):
        order.closed_at = clock.now()
        order.save(update_fields=["closed_at"])
        outbox.publish(OrderClosed(order_id=order.pk))


def close_books(order_id: int, on: date | None) -> None:
    """The books say on which day nothing of an order was open any more; None opens it again."""
    Order.objects.filter(pk=order_id).update(books_closed_on=on)
