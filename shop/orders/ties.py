"""Orders that are not finished yet tie a practice to us, and concern who placed them."""

from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from privacy.ties import Tie
from shop.orders.models import Order


def ties_of(subject: UUID) -> list[Tie]:
    """Each open order: a practice waits for it, a person hears that it goes on without their name.

    A debtor waits for the orders of its locations too: their invoices are its own.
    """
    own = Order.objects.open().filter(
        Q(practice__subject__uuid=subject) | Q(practice__debtor__subject__uuid=subject)
    )
    placed = Order.objects.open().filter(placed_by__subject__uuid=subject)
    return [
        *[_tie(order, _("Order %(number)s is not finished."), blocks=True) for order in own],
        *[_tie(order, _("Order %(number)s goes on without your name.")) for order in placed],
    ]


def _tie(order: Order, text: str, *, blocks: bool = False) -> Tie:
    return Tie(text % {"number": order.number}, blocks, reverse("orders:detail", args=[order.number]))
