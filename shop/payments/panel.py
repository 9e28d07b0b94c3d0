"""What the page of an order shows while it waits for its payment."""

from shop.orders.models import Order
from shop.orders.panels import Panel


def payment_of(order: Order) -> Panel | None:
    """The way to the payment, or nothing when there is nothing to pay."""
    if order.state != Order.State.AWAITING_PAYMENT or order.is_on_account:
        return None
    return Panel("payments/_panel.html", {"order": order})
