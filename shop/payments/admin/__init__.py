"""The cashier's desk."""

from shop.payments.admin import bills, debits, payments, payouts

__all__ = ["bills", "debits", "payments", "payouts"]
