"""The cashier's desk."""

from shop.payments.admin import debits, payments, payouts

__all__ = ["debits", "payments", "payouts"]
