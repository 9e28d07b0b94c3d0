"""A page of a list: the products of a category, of the whole shop or of a search, narrowed down."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Exists, Max, OuterRef, QuerySet

from shop.catalogue.cards import COLUMNS, Card, Columns, cards_of, rows_of
from shop.catalogue.facets import Overview, Part, overview
from shop.catalogue.filters import Filters
from shop.catalogue.memory import remembered
from shop.catalogue.models import Product, Variant, VariantQuerySet
from shop.catalogue.viewer import Viewer

PAGE_SIZE = 24


@dataclass(frozen=True, slots=True)
class Listing:
    """What stands on one page of a list."""

    cards: list[Card]
    overview: Overview
    page: Page[int]
    filters: Filters


def on_shelves(
    category_ids: Sequence[int], filters: Filters, page: str, viewer: Viewer, today: date
) -> Listing:
    """The products of some categories, or of the whole shop when none is named.

    Which products stand on a page is remembered for a minute; their prices and stock are of this moment.
    """
    parts = [Part.FACTS] if category_ids else []
    counted = overview(lambda: _on(category_ids), filters, f"shelf {category_ids}", *parts)
    numbers, start = _page(counted, page)
    product_ids = remembered(
        f"page-{counted.digest}-{filters.columns()[0]}-{start}",
        lambda: list(_products_on_shelves(category_ids, filters)[start : start + PAGE_SIZE]),
    )
    return Listing(
        cards_of(_rows(product_ids, filters), viewer, today, product_ids), counted, numbers, filters
    )


def of_products(
    product_ids: Sequence[int], filters: Filters, page: str, viewer: Viewer, today: date
) -> Listing:
    """The products that a search found, best first unless the visitor wants another order."""
    counted = overview(
        lambda: _of(product_ids),
        filters,
        f"found {product_ids}",
        Part.FACTS,
        Part.PRODUCTS,
    )
    numbers, start = _page(counted, page)
    if filters.order:
        in_order = Product.objects.filter(pk__in=counted.product_ids).order_by(*filters.columns())
        wanted = in_order.values("pk")[start : start + PAGE_SIZE]
        shown = (
            filters.apply(_of(product_ids))
            .filter(product_id__in=wanted)
            .order_by(*filters.columns_of_a_variant())
        )
        return Listing(cards_of(shown.values_list(*COLUMNS), viewer, today), counted, numbers, filters)
    left = [pk for pk in product_ids if pk in counted.product_ids][start : start + PAGE_SIZE]
    return Listing(cards_of(_rows(left, filters), viewer, today, left), counted, numbers, filters)


def newest(count: int, viewer: Viewer, today: date) -> list[Card]:
    """What came into the shop last, one product of each category."""
    product_ids = remembered(f"newest-{count}", lambda: list(_newest_ids(count)))
    return these(product_ids, viewer, today)


def these(product_ids: Sequence[int], viewer: Viewer, today: date) -> list[Card]:
    """The cards of some products, in this order, as far as they are for sale."""
    return cards_of(rows_of(product_ids=list(product_ids)), viewer, today, product_ids)


def _rows(product_ids: list[int], filters: Filters) -> Iterable[Columns]:
    """The variants of some products that pass; nearly always nothing was chosen."""
    if filters.are_empty:
        return rows_of(product_ids=product_ids)
    return filters.apply(_of(product_ids)).values_list(*COLUMNS)


def _of(product_ids: Sequence[int]) -> VariantQuerySet:
    return Variant.objects.for_sale().filter(product_id__in=product_ids)


def _on(category_ids: Sequence[int]) -> VariantQuerySet:
    variants = Variant.objects.for_sale()
    return variants.filter(product__category_id__in=category_ids) if category_ids else variants


def _newest_ids(count: int) -> Iterable[int]:
    of_each = Variant.objects.for_sale().values("product__category").annotate(newest=Max("product_id"))
    return of_each.order_by("-newest").values_list("newest", flat=True)[:count]


def _products_on_shelves(category_ids: Sequence[int], filters: Filters) -> QuerySet[Product, int]:
    for_sale = filters.apply(Variant.objects.filter(is_discontinued=False, product=OuterRef("pk")))
    products = Product.objects.filter(Exists(for_sale), is_published=True)
    if category_ids:
        products = products.filter(category_id__in=category_ids)
    return products.order_by(*filters.columns()).values_list("pk", flat=True)


def _page(counted: Overview, page: str) -> tuple[Page[int], int]:
    """The numbers below a list, and the place of its first product."""
    numbers = Paginator(range(counted.total), PAGE_SIZE).get_page(page)
    return numbers, (numbers.number - 1) * PAGE_SIZE
