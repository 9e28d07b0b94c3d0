"""What the checkout shows elsewhere: that an order waits for the yes of who manages the practice."""

from django.urls import reverse
from django.utils.translation import ngettext

from accounts.menu import Tile
from accounts.models import Membership
from shop.orders.models import Order
from shop.orders.panels import Panel


def approval(order: Order) -> Panel | None:
    """The way to the page on which a manager says yes or no."""
    if order.state != Order.State.AWAITING_APPROVAL:
        return None
    return Panel("checkout/_approval.html", {"number": order.number})


def to_approve(membership: Membership) -> Tile | None:
    """How many orders of colleagues wait for a manager's yes."""
    if not membership.may_manage:
        return None
    waiting = Order.objects.for_practice(membership.practice).filter(state=Order.State.AWAITING_APPROVAL)
    numbers = list(waiting.order_by("placed_at").values_list("number", flat=True))
    if not numbers:
        return None
    label = ngettext("order to approve", "orders to approve", len(numbers))
    return Tile(str(len(numbers)), label, reverse("checkout:approve", args=[numbers[0]]), "warn")
