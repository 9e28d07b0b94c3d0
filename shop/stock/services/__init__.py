"""Everything that may happen to pieces on the shelf.

Who moves pieces first locks their variants in order of primary key (`shelf.lock`), and the row count of a
conditional UPDATE decides. So nothing oversells and nobody waits in a circle, on either database.
"""

from shop.stock.services.allocating import NotSetAside, Picked, allocate, allocate_all, release, take_out
from shop.stock.services.counting import NotAdjusted, adjust, count, undo_withdrawal, withdraw_expired
from shop.stock.services.receiving import NotReceived, check_receipt, receive, take_back
from shop.stock.services.shelf import lock

__all__ = [
    "NotAdjusted",
    "NotReceived",
    "NotSetAside",
    "Picked",
    "adjust",
    "allocate",
    "allocate_all",
    "check_receipt",
    "count",
    "lock",
    "receive",
    "release",
    "take_back",
    "take_out",
    "undo_withdrawal",
    "withdraw_expired",
]
