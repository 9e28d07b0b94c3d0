"""Everything that stands on the page of one product."""

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString

from d4d.foundation.asking import written_once
from shop.catalogue.about import About, Fact, Neighbour, Paper, about
from shop.catalogue.availability import Availability, describe
from shop.catalogue.delivery_day import Promise
from shop.catalogue.models import Product, Variant
from shop.catalogue.pictures import Picture
from shop.catalogue.pieces import piece, with_token
from shop.catalogue.prices import PriceList, gross_cents, price_list
from shop.catalogue.vat import rates_on
from shop.catalogue.viewer import Viewer, Way
from shop.catalogue.wording import worded


class Article(NamedTuple):
    """What the page needs of a variant at this moment."""

    pk: int
    number: str
    maker_number: str
    gtin: str
    name: str
    name_en: str
    unit_price_e4: int
    on_hand: int
    allocated: int
    expected_on: date | None
    is_discontinued: bool


class Goods(NamedTuple):
    """What the page needs of the product, in the order of OF_THE_PRODUCT."""

    pk: int
    category_id: int
    brand: str
    name: str
    name_en: str
    description: str
    description_en: str
    drawing: str
    picture: str
    vat_class: str
    device_class: str
    is_professionals_only: bool
    is_service: bool


OF_THE_PRODUCT = (
    "product__pk",
    "product__category_id",
    "product__brand__name",
    "product__name",
    "product__name_en",
    "product__description",
    "product__description_en",
    "product__drawing",
    "product__picture",
    "product__vat_class",
    "product__device_class",
    "product__is_professionals_only",
    "product__is_service",
)
OF_THE_SUCCESSOR = (
    "product__successor__is_published",
    "product__successor__name",
    "product__successor__name_en",
    "product__successor__brand__name",
    "product__successor__slug",
    "product__successor__drawing",
    "product__successor__picture",
)


@dataclass(frozen=True, slots=True)
class Step:
    """A price from a quantity on."""

    from_quantity: int
    net_e4: int
    gross_cents: int


@dataclass(frozen=True, slots=True)
class Line:
    """One variant, as it can be ordered."""

    variant_id: int
    number: str
    maker_number: str
    gtin: str
    name: str
    is_discontinued: bool
    steps: tuple[Step, ...]
    stock: Availability
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A product with its variants, prices as the viewer sees them, papers and neighbours."""

    product_id: int
    category_id: int
    slug: str
    brand: str
    name: str
    description: str
    picture: Picture
    lines: tuple[Line, ...]
    facts: tuple[Fact, ...]
    vat_permille: int
    sees_gross: bool
    way: Way
    is_professionals_only: bool
    is_service: bool
    device_class: str
    documents: tuple[Paper, ...]
    successor: Neighbour | None
    fits: tuple[Neighbour, ...]
    related: tuple[Neighbour, ...]

    @property
    def is_discontinued(self) -> bool:
        """Whether nothing of it can be ordered any more."""
        return all(line.is_discontinued for line in self.lines)


def sheet_of(slug: str, viewer: Viewer, today: date) -> Sheet | None:
    """The page of a published product; None when there is none. Two queries, and three once a minute."""
    rows = _at_this_moment(slug=slug)
    if not rows:
        return None
    articles = [Article(*row[: len(Article._fields)]) for row in rows]
    of_the_product = rows[0][len(Article._fields) :]
    goods = Goods(*of_the_product[: len(OF_THE_PRODUCT)])
    known = about(goods.pk, len(articles))
    prices = price_list({one.pk: one.unit_price_e4 for one in articles}, viewer.practice, today)
    vat_permille = rates_on(today)[goods.vat_class]
    return Sheet(
        product_id=goods.pk,
        category_id=goods.category_id,
        slug=slug,
        brand=goods.brand,
        name=worded(goods.name, goods.name_en),
        description=worded(goods.description, goods.description_en),
        picture=Picture(goods.drawing, slug, goods.picture),
        lines=tuple(_line(article, goods, prices, vat_permille, known, today) for article in articles),
        facts=known.common,
        vat_permille=vat_permille,
        sees_gross=viewer.sees_gross,
        way=viewer.way(is_professionals_only=goods.is_professionals_only),
        is_professionals_only=goods.is_professionals_only,
        is_service=goods.is_service,
        device_class=str(Product.DeviceClass(goods.device_class).label) if goods.device_class else "",
        documents=known.documents,
        successor=_successor(*of_the_product[len(OF_THE_PRODUCT) :]),
        fits=known.fits,
        related=known.related,
    )


def render(sheet: Sheet, promise: Promise, request: HttpRequest) -> SafeString:
    """The page as one piece, under its name and the way to it."""
    return with_token(piece("catalogue/_sheet.html", sheet=sheet, promise=promise), request)


@written_once
def _at_this_moment(slug: Any) -> QuerySet[Variant, Any]:
    """Every variant of a published product, with the product and what replaces it."""
    variants = Variant.objects.filter(product__slug=slug, product__is_published=True)
    columns = (*Article._fields, *OF_THE_PRODUCT, *OF_THE_SUCCESSOR)
    return variants.order_by("is_discontinued", "position", "pk").values_list(*columns)


def _line(
    article: Article, goods: Goods, prices: PriceList, vat_permille: int, known: About, today: date
) -> Line:
    free = article.on_hand - article.allocated
    return Line(
        variant_id=article.pk,
        number=article.number,
        maker_number=article.maker_number,
        gtin=article.gtin,
        name=worded(article.name, article.name_en),
        is_discontinued=article.is_discontinued,
        steps=tuple(
            Step(tier.from_quantity, tier.unit_e4, gross_cents(tier.unit_e4, vat_permille))
            for tier in prices.tiers(article.pk)
        ),
        stock=describe(
            free,
            article.expected_on,
            today,
            is_discontinued=article.is_discontinued,
            is_service=goods.is_service,
        ),
        facts=known.own.get(article.pk, ()),
    )


def _successor(is_published: bool | None, name: str, name_en: str, *rest: str) -> Neighbour | None:
    if not is_published:
        return None
    brand, slug, drawing, picture = rest
    return Neighbour(worded(name, name_en), brand, slug, Picture(drawing, slug, picture))
