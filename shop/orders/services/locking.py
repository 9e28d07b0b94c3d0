"""Nobody else touches an order while somebody acts on it."""

from django.db import connection

from shop.orders.models import Order, OrderLine
from shop.stock import services as stock


def lock(order_id: int) -> Order:
    """Hold an order until the transaction ends: every variant of it first, then the order itself."""
    assert connection.in_atomic_block, "a lock is part of an act"
    stock.lock(OrderLine.objects.filter(order=order_id).values_list("variant_id", flat=True))
    return Order.objects.select_for_update().get(pk=order_id)
