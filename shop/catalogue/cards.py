"""Product cards: what a list shows of a product, rendered once and remembered.

A card is remembered under a digest of everything that stands on it (names, price as this viewer sees it,
stock, language) and so never has to be thrown away; the digest cannot be read back. The token that guards
a form against forgery belongs to one visitor and is put in afterwards.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from itertools import groupby
from typing import NamedTuple

from django.core.cache import caches
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from shop.catalogue.availability import Availability, Kind, describe
from shop.catalogue.models import VariantQuerySet
from shop.catalogue.pictures import Picture
from shop.catalogue.prices import PriceList, gross_cents, price_list
from shop.catalogue.vat import Rates, rates_on
from shop.catalogue.viewer import Viewer, Way
from shop.catalogue.wording import worded

REMEMBERED_SECONDS = 3_600
_TOKEN = "put-in-afterwards"  # noqa: S105 - stands where each visitor's own token comes
_BEST_FIRST = list(Kind)


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


def cards_of(variants: VariantQuerySet, viewer: Viewer, today: date, order: Sequence[int] = ()) -> list[Card]:
    """The cards of some variants: two queries.

    `order` names the products in their order; without it the variants come ordered, those of one product
    together.
    """
    rows = [Row(*columns) for columns in variants.values_list(*COLUMNS)]
    if order:
        place = {product_id: index for index, product_id in enumerate(order)}
        rows.sort(key=lambda row: (place[row.product_id], row.position, row.pk))
    prices = price_list({row.pk: row.unit_price_e4 for row in rows}, viewer.practice, today)
    rates = rates_on(today)
    return [
        _card(list(its_rows), prices, rates, viewer, today)
        for _, its_rows in groupby(rows, key=lambda row: row.product_id)
    ]


def render(cards: Iterable[Card], request: HttpRequest) -> SafeString:
    """The cards as one piece of a page."""
    memory = caches["memory"]
    language = get_language() or ""
    pieces: list[str] = []
    for card in cards:
        key = "card-" + blake2b(f"{language}{card!r}".encode(), digest_size=16).hexdigest()
        piece: str | None = memory.get(key)
        if piece is None:
            piece = get_template("catalogue/_card.html").render({"card": card, "csrf_token": _TOKEN})
            memory.set(key, piece, REMEMBERED_SECONDS)
        pieces.append(piece)
    html = "".join(pieces)
    return mark_safe(html.replace(_TOKEN, get_token(request)) if _TOKEN in html else html)  # noqa: S308 - our templates


def _card(rows: list[Row], prices: PriceList, rates: Rates, viewer: Viewer, today: date) -> Card:
    units = {row.pk: prices.unit_e4(row.pk) for row in rows}
    first = rows[0]
    net_e4 = min(units.values())
    stock = [describe(row.on_hand - row.allocated, row.expected_on, today) for row in rows]
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
        gross_cents=gross_cents(net_e4, rates[first.vat_class]),
        has_more_prices=len(set(units.values())) > 1,
        sees_gross=viewer.sees_gross,
        stock=min(stock, key=lambda answer: _BEST_FIRST.index(answer.kind)),
        way=viewer.way(is_professionals_only=first.is_professionals_only),
    )
