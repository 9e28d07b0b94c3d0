"""Everything that may happen to an order.

Locks are taken in one order, so that nobody waits in a circle: variants first (`stock.lock`), then the
order (`lock` takes both), then its lines; rooms above lock their own rows after that.
"""

from shop.orders.services.cancelling import CannotBeCancelled, cancel, cancel_lines, cancel_unpaid
from shop.orders.services.catching_up import is_taken
from shop.orders.services.changing import (
    CannotBeChanged,
    add_pieces,
    agree_price,
    send_elsewhere,
    takes_changes,
)
from shop.orders.services.closing import close_books
from shop.orders.services.filling import allocate_back_orders, fill_after, keep_what_left, withdraw_expired
from shop.orders.services.keeping import keep_earlier
from shop.orders.services.locking import lock
from shop.orders.services.placing import PlaceOrder, SoldOut, place
from shop.orders.services.releasing import CannotBePaid, CannotBeReleased, approve, mark_paid, release
from shop.orders.services.serving import deliver_services
from shop.orders.services.shipping import NotReady, record_shipped

__all__ = [
    "CannotBeCancelled",
    "CannotBeChanged",
    "CannotBePaid",
    "CannotBeReleased",
    "NotReady",
    "PlaceOrder",
    "SoldOut",
    "add_pieces",
    "agree_price",
    "allocate_back_orders",
    "approve",
    "cancel",
    "cancel_lines",
    "cancel_unpaid",
    "close_books",
    "deliver_services",
    "fill_after",
    "is_taken",
    "keep_earlier",
    "keep_what_left",
    "lock",
    "mark_paid",
    "place",
    "record_shipped",
    "release",
    "send_elsewhere",
    "takes_changes",
    "withdraw_expired",
]
