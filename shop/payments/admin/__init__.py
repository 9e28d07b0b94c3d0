"""The cashier's desk."""

from shop.payments.admin import debits, payments

__all__ = ["debits", "payments"]
