"""Money that comes in and goes back: tries to pay an order, refunds, mandates and what is collected."""

from shop.payments.models.bills import BillPayment
from shop.payments.models.debits import Debit, Mandate
from shop.payments.models.payments import Payment, Refund, RefundQuerySet, Sighting

__all__ = ["BillPayment", "Debit", "Mandate", "Payment", "Refund", "RefundQuerySet", "Sighting"]
