"""Asks the catalogue which of the things that lines may mean is an article."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from shop.cart.quick_order.amounts import Amount, amount_of
from shop.cart.quick_order.reading import Option, Reading
from shop.catalogue.models import SearchNumber, Variant
from shop.catalogue.search.words import plain_number


@dataclass(frozen=True, slots=True)
class Asked:
    """A line with the article it means; without one, the articles among which we cannot choose."""

    reading: Reading
    amount: Amount | None = None
    variant: Variant | None = None
    rivals: tuple[Variant, ...] = ()


def find(readings: Sequence[Reading]) -> list[Asked]:
    """What every line means; the same article twice is one line. Two queries for any number of lines."""
    known = _known(option.number for reading in readings for option in reading.options)
    asked: list[Asked] = []
    place: dict[int, int] = {}
    for reading in readings:
        one = _asked(reading, known)
        if one.variant and one.variant.pk in place:
            at = place[one.variant.pk]
            asked[at] = _together(asked[at], one)
            continue
        if one.variant:
            place[one.variant.pk] = len(asked)
        asked.append(one)
    return asked


def _known(numbers: Iterable[str]) -> dict[str, list[Variant]]:
    """The published variants behind some numbers; those still made come first."""
    rows = list(SearchNumber.objects.filter(number__in=set(numbers)).values_list("number", "variant_id"))
    chosen = Variant.objects.select_related("product")
    variants = chosen.in_bulk([variant_id for _, variant_id in rows])
    known: dict[str, list[Variant]] = defaultdict(list)
    for number, variant_id in sorted(rows, key=lambda row: (variants[row[1]].is_discontinued, row)):
        known[number].append(variants[variant_id])
    return known


def _asked(reading: Reading, known: dict[str, list[Variant]]) -> Asked:
    option = next((one for one in reading.options if one.number in known), None)
    if option is None:
        return Asked(reading)
    variants = known[option.number]
    variant = variants[0] if len(variants) == 1 else _chosen(option, variants)
    if variant is None:
        return Asked(reading, option.amount, rivals=tuple(variants))
    return Asked(reading, option.amount, variant)


def _chosen(option: Option, variants: Sequence[Variant]) -> Variant | None:
    """Of several the one that bears it as our own number, or the only one that is still made."""
    own = [variant for variant in variants if plain_number(variant.number) == option.number]
    made = [variant for variant in variants if not variant.is_discontinued]
    return own[0] if len(own) == 1 else made[0] if len(made) == 1 else None


def _together(one: Asked, other: Asked) -> Asked:
    """The same article asked for twice; what cannot be counted keeps standing out."""
    amounts = [asked.amount for asked in (one, other) if asked.amount]
    refused = next((amount for amount in amounts if amount.pieces is None), None)
    total = refused or amount_of(sum(amount.pieces or 0 for amount in amounts))
    return replace(one, amount=total)
