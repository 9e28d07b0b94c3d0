"""Money that comes in and goes back: tries to pay an order, refunds, mandates, collections and payouts."""

from shop.payments.models.debits import Debit, Mandate
from shop.payments.models.payments import Payment, Refund, RefundQuerySet, Sighting
from shop.payments.models.payouts import Payout, PayoutPart, PayoutQuerySet

__all__ = [
    "Debit",
    "Mandate",
    "Payment",
    "Payout",
    "PayoutPart",
    "PayoutQuerySet",
    "Refund",
    "RefundQuerySet",
    "Sighting",
]
