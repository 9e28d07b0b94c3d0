"""The only doors for taking and giving back money: one file per act."""

from shop.payments.services.hinting import hint
from shop.payments.services.reconciling import reconcile
from shop.payments.services.refreshing import call_off, refresh
from shop.payments.services.refunding import (
    CannotBeRepeated,
    RefundTooLarge,
    give_back,
    refund,
    repeat,
)
from shop.payments.services.sending import send_refund
from shop.payments.services.starting import CannotBePaid, start

__all__ = [
    "CannotBePaid",
    "CannotBeRepeated",
    "RefundTooLarge",
    "call_off",
    "give_back",
    "hint",
    "reconcile",
    "refresh",
    "refund",
    "repeat",
    "send_refund",
    "start",
]
