"""The cashier's desk."""

from shop.payments.admin import bills, debits, payments

__all__ = ["bills", "debits", "payments"]
