"""A page of a list: the products of a category, of the whole shop or of a search, narrowed down."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Case, Exists, IntegerField, Max, OuterRef, QuerySet, When

from shop.catalogue.cards import Card, cards_of
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
    """The products of some categories, or of the whole shop when none is named."""
    variants = Variant.objects.for_sale()
    if category_ids:
        variants = variants.filter(product__category_id__in=category_ids)
    parts = [Part.FACTS] if category_ids else []
    counted = overview(variants, filters, f"shelf {category_ids}", *parts)
    numbers = _numbers(counted, page)
    chosen = filters.apply(Variant.objects.filter(is_discontinued=False))
    products = Product.objects.filter(
        Exists(chosen.filter(product=OuterRef("pk"))), is_published=True
    ).order_by(*filters.columns())
    if category_ids:
        products = products.filter(category_id__in=category_ids)
    return _listing(products, filters, counted, numbers, viewer, today)


def of_products(
    product_ids: Sequence[int], filters: Filters, page: str, viewer: Viewer, today: date
) -> Listing:
    """The products that a search found, best first unless the visitor wants another order."""
    variants = Variant.objects.for_sale().filter(product_id__in=product_ids)
    counted = overview(variants, filters, f"found {product_ids}", Part.FACTS, Part.PRODUCTS)
    numbers = _numbers(counted, page)
    if filters.order:
        products = Product.objects.filter(
            Exists(filters.apply(variants).filter(product=OuterRef("pk")))
        ).order_by(*filters.columns())
        return _listing(products, filters, counted, numbers, viewer, today)
    wanted = [pk for pk in product_ids if pk in counted.product_ids]
    start = numbers.start_index() - 1 if counted.total else 0
    shown = filters.apply(variants_in_order(wanted[start : start + PAGE_SIZE]))
    return Listing(cards_of(shown, viewer, today), counted, numbers, filters)


def variants_in_order(product_ids: Sequence[int]) -> VariantQuerySet:
    """What is for sale of some products, in the order given."""
    if not product_ids:
        return Variant.objects.none()
    places = [When(product_id=pk, then=place) for place, pk in enumerate(product_ids)]
    return (
        Variant.objects.for_sale()
        .filter(product_id__in=product_ids)
        .order_by(Case(*places, output_field=IntegerField()), "position", "pk")
    )


def newest(count: int, viewer: Viewer, today: date) -> list[Card]:
    """What came into the shop last, one product of each category."""
    product_ids = remembered(f"newest-{count}", lambda: list(_newest_ids(count)))
    return cards_of(variants_in_order(product_ids), viewer, today)


def _newest_ids(count: int) -> Iterable[int]:
    of_each = Variant.objects.for_sale().values("product__category").annotate(newest=Max("product_id"))
    return of_each.order_by("-newest").values_list("newest", flat=True)[:count]


def _numbers(counted: Overview, page: str) -> Page[int]:
    return Paginator(range(counted.total), PAGE_SIZE).get_page(page)


def _listing(
    products: QuerySet[Product],
    filters: Filters,
    counted: Overview,
    numbers: Page[int],
    viewer: Viewer,
    today: date,
) -> Listing:
    """One page of an ordered list; the database picks the page and its variants in one go."""
    start = numbers.start_index() - 1 if counted.total else 0
    shown = products.values("pk")[start : start + PAGE_SIZE]
    order = [
        f"-product__{column[1:]}" if column.startswith("-") else f"product__{column}"
        for column in filters.columns()
    ]
    variants = filters.apply(Variant.objects.for_sale().filter(product_id__in=shown))
    return Listing(
        cards_of(variants.order_by(*order, "position", "pk"), viewer, today), counted, numbers, filters
    )
