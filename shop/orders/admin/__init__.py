"""The staff's desk for orders."""

from shop.orders.admin.earlier import EarlierLineAdmin
from shop.orders.admin.orders import OrderAdmin

__all__ = ["EarlierLineAdmin", "OrderAdmin"]
