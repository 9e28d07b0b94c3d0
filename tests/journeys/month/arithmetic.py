"""An arithmetic of its own, in fractions: that of the shop is what it checks."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import floor
from typing import NamedTuple

HALF = Fraction(1, 2)
PERMILLE = {"high": 210, "low": 90, "zero": 0, "exempt": 0}
LETTERS = {"zero": "Z", "exempt": "E"}
# Up to ten kilos, up to thirty, and from which amount of goods it is free.
CARRIAGE = {"NL": (695, 1_195, 15_000), "BE": (995, 1_495, None), "DE": (1_495, 1_995, None)}


class Group(NamedTuple):
    """One letter of VAT (EN 16931) at one rate."""

    letter: str
    permille: int

    @property
    def box(self) -> str:
        """Where it stands in the VAT return."""
        if self.letter in {"K", "AE"}:
            return "3b"
        return {210: "1a", 90: "1b", 0: "1e"}[self.permille]


class Amount(NamedTuple):
    """What stands under one group, in cents."""

    base: int
    vat: int


Amounts = dict[Group, Amount]


def group_of(vat_class: str, *, crosses_a_border: bool) -> Group:
    """How VAT falls on goods of a class."""
    if crosses_a_border:
        return Group("K", 0)
    return Group(LETTERS.get(vat_class, "S"), PERMILLE[vat_class])


def rounded(amount: Fraction) -> int:
    """The nearest whole cent; a half goes away from nought."""
    whole = floor(abs(amount) + HALF)
    return whole if amount >= 0 else -whole


def price_of(unit_e4: int, pieces: int) -> int:
    """What pieces cost, in cents."""
    return rounded(Fraction(unit_e4 * pieces, 100))


def carriage_of(country: str, grams: int, goods: int) -> int:
    """What a parcel to a country costs."""
    light, heavy, free_from = CARRIAGE[country]
    assert grams <= 30_000
    if free_from is not None and goods >= free_from:
        return 0
    return light if grams <= 10_000 else heavy


def split(total: int, weights: Sequence[int]) -> list[int]:
    """A whole in parts by weight; the largest remainders get the cents that are left."""
    whole = sum(weights)
    if not whole:
        return [total, *([0] * (len(weights) - 1))][: len(weights)]
    exact = [Fraction(total * weight, whole) for weight in weights]
    parts = [floor(one) for one in exact]
    largest = sorted(range(len(parts)), key=lambda place: parts[place] - exact[place])
    for place in largest[: total - sum(parts)]:
        parts[place] += 1
    return parts


def in_turn(groups: Mapping[Group, int]) -> list[Group]:
    """The higher rate first."""
    return sorted(groups, key=lambda group: (-group.permille, group.letter))


def shares_of(carriage: int, nets: Mapping[Group, int]) -> dict[Group, int]:
    """Carriage follows the goods: what each group bears of it."""
    groups = in_turn(nets)
    return dict(zip(groups, split(carriage, [nets[group] for group in groups]), strict=True))


def taxed(nets: Mapping[Group, int], carriage: Mapping[Group, int]) -> Amounts:
    """Base and VAT of each group, rounded once per group."""
    bases = {group: net + carriage.get(group, 0) for group, net in nets.items()}
    return {
        group: Amount(base, rounded(Fraction(base * group.permille, 1_000))) for group, base in bases.items()
    }


def total_of(amounts: Mapping[Group, Amount]) -> int:
    """All of it, VAT included."""
    return sum(one.base + one.vat for one in amounts.values())
