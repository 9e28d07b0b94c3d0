"""Amounts are whole cents; this file holds the only roundings of the house.

Units: `*_cents` euro cents; `*_e4` unit prices in ten-thousandths of a euro; `*_e3` quantities in
thousandths; `*_permille` VAT rates in tenths of a percent (210 is 21 %).
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal


def round_half_up(value: Decimal) -> int:
    """The nearest whole number; a half goes away from zero (HR 24-11-2006, nr 41412)."""
    return int(value.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def price_cents(unit_price_e4: int, quantity: int) -> int:
    """What a number of pieces costs, in cents."""
    return round_half_up(Decimal(unit_price_e4) * quantity / 100)


def vat_cents(net_cents: int, vat_permille: int) -> int:
    """The VAT over a net amount, in cents."""
    return round_half_up(Decimal(net_cents) * vat_permille / 1000)


def including_vat_e4(unit_price_e4: int, vat_permille: int) -> int:
    """A unit price with its VAT, for display only; documents count VAT per rate."""
    return round_half_up(Decimal(unit_price_e4) * (1000 + vat_permille) / 1000)


def apportion(total: int, weights: Sequence[int]) -> list[int]:
    """Split a total over weights so that the parts add up exactly.

    Largest remainder; of equal remainders the earlier weight is served first. Without any weight
    the first part takes all.
    """
    if not weights:
        return []
    whole = sum(weights)
    if whole == 0:
        return [total, *[0] * (len(weights) - 1)]
    sign = -1 if (total < 0) != (whole < 0) else 1
    parts = [divmod(abs(total) * abs(weight), abs(whole)) for weight in weights]
    shares = [share for share, _ in parts]
    by_remainder = sorted(range(len(parts)), key=lambda index: -parts[index][1])
    for index in by_remainder[: abs(total) - sum(shares)]:
        shares[index] += 1
    return [sign * share for share in shares]
