"""What a list can be narrowed down to, with the number of products behind each choice: one query."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b
from typing import Any

from django.db.models import CharField, Count, F, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shop.catalogue.bands import fitted, read
from shop.catalogue.filters import BRAND, PRICE, STOCK, Filters, facet_names
from shop.catalogue.memory import COUNTS_SECONDS, remembered
from shop.catalogue.models import AttributeValue, VariantQuerySet
from shop.catalogue.wording import worded

TOTAL = "total"
NOTHING = Value("")
Scope = Callable[[], VariantQuerySet]
Line = tuple[str, str, str, int]  # what it is, the value, its English, how many products

_FIGURES = re.compile(r"(\d+)")


class Part(StrEnum):
    """What an overview may tell beside the brands and the stock."""

    FACTS = "facts"
    PRODUCTS = "products"


@dataclass(frozen=True, slots=True)
class Choice:
    """One box to tick."""

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One kind of choice."""

    code: str
    label: str
    choices: list[Choice]

    @property
    def is_used(self) -> bool:
        """Whether something of it was chosen."""
        return any(choice.is_chosen for choice in self.choices)


@dataclass(frozen=True, slots=True)
class Overview:
    """How many products there are, and how they can be told apart."""

    total: int
    facets: list[Facet]
    in_stock: int
    product_ids: frozenset[int]
    digest: str


def overview(scope: Scope, filters: Filters, key: str, *parts: Part) -> Overview:
    """Count a list under the visitor's choices; remembered for some minutes.

    The choices within one kind widen a list, those of different kinds narrow it; so each kind is counted
    under the choices of the other kinds. `key` names the scope.
    """
    asked = (
        f"{key} {filters.brands} {sorted(filters.facts.items())} {filters.in_stock} {parts}"
        f" {filters.bands} {filters.prices_of} {filters.may_fit} {filters.fitting}"
    )
    digest = blake2b(asked.encode(), digest_size=16).hexdigest()
    return remembered(
        f"overview-{get_language()}-{digest}",
        lambda: _overview(list(_lines(scope(), filters, parts)), filters, digest),
        COUNTS_SECONDS,
    )


def _overview(lines: list[Line], filters: Filters, digest: str) -> Overview:
    products = frozenset(int(value) for kind, value, _english, _count in lines if kind == Part.PRODUCTS)
    counts = {kind: count for kind, _value, _english, count in lines if kind in {TOTAL, STOCK}}
    return Overview(
        counts.get(TOTAL, 0), list(_facets(lines, filters)), counts.get(STOCK, 0), products, digest
    )


def _lines(scope: VariantQuerySet, filters: Filters, wanted: Sequence[Part]) -> Iterable[Line]:
    chosen = filters.apply(scope)
    parts = [
        _counted(chosen, TOTAL),
        _counted(filters.without(STOCK).apply(scope).in_stock(), STOCK),
        _counted(
            filters.without(BRAND).apply(scope), BRAND, F("product__brand__slug"), F("product__brand__name")
        ),
    ]
    if Part.PRODUCTS in wanted:
        parts.append(_counted(chosen, Part.PRODUCTS, Cast("product_id", CharField())))
    if Part.FACTS in wanted:
        untouched = [code for code in facet_names() if code not in filters.facts]
        parts.append(_facts_counted(chosen, untouched))
        parts += [_facts_counted(filters.without(code).apply(scope), [code]) for code in filters.facts]
    if Part.FACTS in wanted or filters.bands:
        parts.append(_priced(filters.without(PRICE).apply(scope), filters))
    return _with_bands(parts[0].union(*parts[1:], all=True), filters)


def _with_bands(lines: Iterable[Line], filters: Filters) -> Iterable[Line]:
    """The prices of all those products as a few bands to remember."""
    prices: list[tuple[int, int]] = []
    for kind, value, english, count in lines:
        if kind == PRICE:
            prices.append((int(value), count))
        else:
            yield kind, value, english, count
    for band, count in fitted(prices, filters.bands).items():
        yield PRICE, band.value, "", count


def _priced(variants: VariantQuerySet, filters: Filters) -> Any:
    """Each variant as its product and its price, in the form of a line."""
    product = Cast("product_id", CharField())
    return variants.values_list(Value(PRICE), product, NOTHING, filters.unit_e4())


def _counted(
    variants: VariantQuerySet, kind: str, value: Combinable = NOTHING, label: Combinable = NOTHING
) -> Any:
    return variants.values_list(Value(kind), value, label).annotate(n=Count("product_id", distinct=True))


def _facts_counted(variants: VariantQuerySet, codes: list[str]) -> Any:
    facts = AttributeValue.objects.filter(attribute__code__in=codes, variant__in=variants.order_by())
    return facts.values_list("attribute__code", "value", "value_en").annotate(
        n=Count("variant__product_id", distinct=True)
    )


def _facets(lines: list[Line], filters: Filters) -> Iterable[Facet]:
    brands = [(value, name, count) for kind, value, name, count in lines if kind == BRAND]
    yield from _facet(BRAND, _("Brand"), brands, filters.brands)
    yield from _price_facet(lines, filters)
    for code, (name, name_en, unit) in facet_names().items():
        values = [
            (value, f"{worded(value, english)} {unit}".strip(), count)
            for kind, value, english, count in lines
            if kind == code
        ]
        yield from _facet(code, worded(name, name_en), values, filters.facts.get(code, ()))


def _price_facet(lines: list[Line], filters: Filters) -> Iterable[Facet]:
    """Bands from the lowest to the highest, in the prices that this visitor pays."""
    counted = [(band, count) for kind, value, _e, count in lines if kind == PRICE and (band := read(value))]
    choices = [Choice(band.value, band.label, count, band in filters.bands) for band, count in counted]
    if len(choices) > 1 or filters.bands:
        yield Facet(PRICE, _("Price excluding VAT"), choices)


def _facet(
    code: str, label: str, values: list[tuple[str, str, int]], chosen: tuple[str, ...]
) -> Iterable[Facet]:
    """A choice of one is no choice, unless it was made."""
    choices = [Choice(value, text, count, value in chosen) for value, text, count in values]
    if len(choices) > 1 or chosen:
        yield Facet(code, label, sorted(choices, key=lambda choice: _by_figures(choice.label)))


def _by_figures(label: str) -> list[tuple[bool, int, str]]:
    """9 comes before 10, and figures before letters."""
    pieces = _FIGURES.split(label.lower())
    return [(not piece.isdigit(), int(piece) if piece.isdigit() else 0, piece) for piece in pieces if piece]
