"""The tables of the orders room."""

from shop.orders.models.earlier import EarlierLine, EarlierLineQuerySet
from shop.orders.models.orders import (
    CancelledLine,
    Cancellation,
    Order,
    OrderLine,
    OrderLineQuerySet,
    OrderQuerySet,
)

__all__ = [
    "CancelledLine",
    "Cancellation",
    "EarlierLine",
    "EarlierLineQuerySet",
    "Order",
    "OrderLine",
    "OrderLineQuerySet",
    "OrderQuerySet",
]
