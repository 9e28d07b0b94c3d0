"""What the page of an order shows while somebody of the staff looks at it."""

from shop.orders.models import Order
from shop.orders.panels import Panel
from shop.screening.models import Screening


def being_looked_at(order: Order) -> Panel | None:
    """That a person decides, and how to reach us; nothing about the rules."""
    if order.state != Order.State.AWAITING_REVIEW or not Screening.objects.filter(order=order).exists():
        return None
    return Panel("screening/_panel.html", {})
