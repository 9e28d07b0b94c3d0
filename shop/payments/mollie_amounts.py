"""Amounts as Mollie writes them, and as we count them."""

import re

from d4d.foundation.errors import Rejected

CURRENCY = "EUR"
AMOUNT = re.compile(r"(-?)(\d{1,10})\.(\d{2})")


def amount_of(cents: int) -> dict[str, str]:
    """Cents as the provider writes them."""
    return {"currency": CURRENCY, "value": f"{cents // 100}.{cents % 100:02d}"}


def cents_of(amount: dict[str, str] | None) -> int:
    """What the provider writes, in cents; nothing is nought. Raises Rejected."""
    if not amount:
        return 0
    found = AMOUNT.fullmatch(amount["value"])
    if found is None:
        raise Rejected("mollie: an amount cannot be read", field="amount")
    sign, whole, rest = found.groups()
    return (-1 if sign else 1) * (int(whole) * 100 + int(rest))
