"""The tables of the orders room."""

from shop.orders.models.cancellations import Cancellation, CancelledLine
from shop.orders.models.earlier import EarlierLine, EarlierLineQuerySet
from shop.orders.models.orders import Order, OrderLine, OrderLineQuerySet, OrderQuerySet

__all__ = [
    "Cancellation",
    "CancelledLine",
    "EarlierLine",
    "EarlierLineQuerySet",
    "Order",
    "OrderLine",
    "OrderLineQuerySet",
    "OrderQuerySet",
]
