"""Product cards: what a list shows of a product, made once and remembered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby
from typing import Any, NamedTuple

from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from d4d.foundation.asking import AnyOf, written_once
from shop.catalogue.availability import Availability, Kind, describe
from shop.catalogue.models import Variant
from shop.catalogue.pictures import Picture
from shop.catalogue.pieces import REMEMBERED, pieces, with_token
from shop.catalogue.prices import gross_cents, price_list
from shop.catalogue.vat import rates_on
from shop.catalogue.viewer import Viewer, Way
from shop.catalogue.wording import worded

_BEST_FIRST = list(Kind)

Columns = tuple[Any, ...]


class Row(NamedTuple):
    """What a card needs of a variant, in the order of COLUMNS."""

    product_id: int
    slug: str
    name: str
    name_en: str
    drawing: str
    picture: str
    vat_class: str
    is_professionals_only: bool
    is_service: bool
    brand: str
    pk: int
    position: int
    number: str
    unit_price_e4: int
    on_hand: int
    allocated: int
    expected_on: date | None


COLUMNS = (
    "product_id",
    "product__slug",
    "product__name",
    "product__name_en",
    "product__drawing",
    "product__picture",
    "product__vat_class",
    "product__is_professionals_only",
    "product__is_service",
    "product__brand__name",
    "pk",
    "position",
    "number",
    "unit_price_e4",
    "on_hand",
    "allocated",
    "expected_on",
)


@dataclass(frozen=True, slots=True)
class Card:
    """Everything that stands on the card of one product."""

    product_id: int
    slug: str
    name: str
    brand: str
    picture: Picture
    number: str
    variant_id: int
    variant_count: int
    net_e4: int
    gross_cents: int
    has_more_prices: bool
    sees_gross: bool
    stock: Availability
    way: Way

    @property
    def has_choice(self) -> bool:
        """Whether somebody must first choose a variant."""
        return self.variant_count > 1


def cards_of(rows: Iterable[Columns], viewer: Viewer, today: date, order: Sequence[int] = ()) -> list[Card]:
    """The cards of some variants, given as COLUMNS: one query.

    `order` names the products in their order; without it the variants come ordered, those of one product
    together.
    """
    variants = [Row(*columns) for columns in rows]
    if order:
        place = {product_id: index for index, product_id in enumerate(order)}
        variants.sort(key=lambda row: (place[row.product_id], row.position, row.pk))
    prices = price_list({row.pk: row.unit_price_e4 for row in variants}, viewer.practice, today)
    rates = rates_on(today)
    language = get_language() or ""
    cards: list[Card] = []
    for _, group in groupby(variants, key=lambda row: row.product_id):
        its = tuple(group)
        units_e4 = tuple(prices.unit_e4(row.pk) for row in its)
        way = viewer.way(is_professionals_only=its[0].is_professionals_only)
        cards.append(_card(its, units_e4, rates[its[0].vat_class], viewer.sees_gross, way, today, language))
    return cards


@written_once
def rows_of(product_ids: Any) -> QuerySet[Variant, Any]:
    """What may be sold of some products, as COLUMNS."""
    return Variant.objects.for_sale().filter(AnyOf(F("product_id"), product_ids)).values_list(*COLUMNS)


def render(cards: Iterable[Card], request: HttpRequest) -> SafeString:
    """The cards as one piece of a page."""
    return with_token(pieces("catalogue/_card.html", "card", cards), request)


@lru_cache(REMEMBERED)
def _card(
    rows: tuple[Row, ...],
    units_e4: tuple[int, ...],
    vat_permille: int,
    sees_gross: bool,
    way: Way,
    today: date,
    language: str,
) -> Card:
    """The card of one product in a language, whose words its parts are made of."""
    first, net_e4 = rows[0], min(units_e4)
    stock = [
        describe(row.on_hand - row.allocated, row.expected_on, today, is_service=row.is_service)
        for row in rows
    ]
    return Card(
        product_id=first.product_id,
        slug=first.slug,
        name=worded(first.name, first.name_en),
        brand=first.brand,
        picture=Picture(first.drawing, first.slug, first.picture),
        number=first.number,
        variant_id=first.pk,
        variant_count=len(rows),
        net_e4=net_e4,
        gross_cents=gross_cents(net_e4, vat_permille),
        has_more_prices=len(set(units_e4)) > 1,
        sees_gross=sees_gross,
        stock=min(stock, key=lambda answer: _BEST_FIRST.index(answer.kind)),
        way=way,
    )
