"""Money that comes in and goes back: tries to pay an order, refunds, mandates, collections and payouts."""

from shop.payments.models.bills import BillPayment
from shop.payments.models.debits import Debit, Mandate
from shop.payments.models.payments import Payment, Refund, RefundQuerySet, Sighting
from shop.payments.models.payouts import Payout, PayoutPart, PayoutQuerySet

__all__ = [
    "BillPayment",
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
