"""What the overview of a practice says about orders."""

from django.urls import reverse
from django.utils.translation import ngettext

from accounts.menu import Tile
from accounts.models import Membership
from shop.orders.models import Order


def open_orders(membership: Membership) -> Tile | None:
    """How many orders are under way."""
    if not membership.may_see_orders:
        return None
    count = Order.objects.for_practice(membership.practice).open().count()
    label = ngettext("order under way", "orders under way", count)
    return Tile(str(count), label, reverse("orders:list"))
