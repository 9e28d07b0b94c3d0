"""What the intake adds to the page of an order."""

from shop.orders.models import Order
from shop.orders.panels import Panel


def repeating(order: Order) -> Panel | None:
    """The way to be reminded of it in a rhythm, once it is under way."""
    if order.state not in {Order.State.PARTLY_SHIPPED, Order.State.SHIPPED}:
        return None
    return Panel("intake/_repeat.html", {"number": order.number})
