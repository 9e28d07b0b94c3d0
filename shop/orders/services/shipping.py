"""Pieces have gone out of the door."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import F

from shop.orders.models import Order, OrderLine
from shop.orders.services.closing import settle_state


class NotReady(Exception):
    """Pieces cannot have been shipped that did not lie ready for this order."""


@transaction.atomic
def record_shipped(order_id: int, pieces: Mapping[int, int]) -> Order:
    """Pieces of some lines (by id) are with the courier; the order knows what is still to come.

    The stock room has handed these pieces out in the same transaction. Raises NotReady.
    """
    order = Order.objects.select_for_update().get(pk=order_id)
    if not order.may_go_out:
        raise NotReady(order.number)
    for line_id, quantity in pieces.items():
        ready = OrderLine.objects.filter(pk=line_id, order=order, allocated__gte=quantity)
        shipped = {"allocated": F("allocated") - quantity, "shipped": F("shipped") + quantity}
        if quantity < 1 or not ready.update(**shipped):
            raise NotReady(order.number)
    settle_state(order)
    return order
