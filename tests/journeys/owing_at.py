"""Who gets what at the addresses of what is owed, and the rows that stand in them."""

from typing import Any

from shop.orders.models import Order
from tests.journeys.rows import an_invoice

NOBODY = (404,) * 6
PAYING = (302, 404, 403, 302, 403, 302)

SHOP: dict[str, tuple[str, tuple[int, ...]]] = {
    "debtors:ask_review": ("post", (302, 404, 403, 403, 403, 404)),  # nothing was decided about them
    "payments:pay_bill": ("post", PAYING),
    "payments:pay_now": ("get", NOBODY),  # only with the secret from the letter
    "payments:returned": ("get", NOBODY),  # only with the key that the provider was told
    "payments:bill_back": ("get", PAYING),
}


def rows(order: Order, name: str) -> dict[str, Any]:
    """An invoice, where an address names one."""
    return {"number": an_invoice(order)} if name.startswith("payments:") and name in SHOP else {}
