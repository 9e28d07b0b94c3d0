"""Everything that stands on the page of one product."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from shop.catalogue.availability import Availability, label
from shop.catalogue.models import AttributeValue, Document, Product, ProductLink, Variant
from shop.catalogue.pictures import Picture
from shop.catalogue.prices import PriceList, gross_cents, price_of
from shop.catalogue.vat import rates_on
from shop.catalogue.viewer import Viewer, Way
from shop.catalogue.wording import worded

Fact = tuple[str, str]  # what it is, and what it is of this article


@dataclass(frozen=True, slots=True)
class Step:
    """A price from a quantity on."""

    from_quantity: int
    net_e4: int
    gross_cents: int


@dataclass(frozen=True, slots=True)
class Line:
    """One variant, as it can be ordered."""

    variant: Variant
    name: str
    steps: list[Step]
    stock: Availability
    facts: list[Fact]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another product that a visitor may need beside this one, or instead."""

    name: str
    brand: str
    slug: str
    picture: Picture


@dataclass(frozen=True, slots=True)
class Sheet:
    """A product with its variants, prices as the viewer sees them, papers and neighbours."""

    product: Product
    name: str
    description: str
    picture: Picture
    lines: list[Line]
    facts: list[Fact]
    vat_permille: int
    sees_gross: bool
    way: Way
    documents: list[Document]
    successor: Neighbour | None
    neighbours: dict[str, list[Neighbour]] = field(default_factory=dict)

    @property
    def is_discontinued(self) -> bool:
        """Whether nothing of it can be ordered any more."""
        return all(line.variant.is_discontinued for line in self.lines)


def sheet_of(slug: str, viewer: Viewer, today: date) -> Sheet | None:
    """The page of a published product; None when there is none. Five queries, however much it has."""
    variants = list(
        Variant.objects.filter(product__slug=slug, product__is_published=True)
        .select_related("product__brand", "product__successor__brand")
        .order_by("is_discontinued", "position", "pk")
    )
    if not variants:
        return None
    product = variants[0].product
    prices = price_of(variants, viewer.practice, today)
    common, own = _facts(variants)
    vat_permille = rates_on(today)[product.vat_class]
    successor = product.successor
    return Sheet(
        product=product,
        name=worded(product.name, product.name_en),
        description=worded(product.description, product.description_en),
        picture=Picture(product.drawing, product.slug, product.picture.name or ""),
        lines=[_line(variant, prices, vat_permille, own[variant.pk], today) for variant in variants],
        facts=common,
        vat_permille=vat_permille,
        sees_gross=viewer.sees_gross,
        way=viewer.way(is_professionals_only=product.is_professionals_only),
        documents=list(Document.objects.filter(product=product).order_by("kind", "language", "pk")),
        successor=_neighbour(successor) if successor and successor.is_published else None,
        neighbours=_neighbours(product),
    )


def _line(variant: Variant, prices: PriceList, vat_permille: int, facts: list[Fact], today: date) -> Line:
    steps = [
        Step(tier.from_quantity, tier.unit_e4, gross_cents(tier.unit_e4, vat_permille))
        for tier in prices.tiers(variant.pk)
    ]
    return Line(variant, worded(variant.name, variant.name_en), steps, label(variant, today), facts)


def _facts(variants: list[Variant]) -> tuple[list[Fact], dict[int, list[Fact]]]:
    """What is true of all variants, and what tells them apart."""
    rows = (
        AttributeValue.objects.filter(variant__in=variants)
        .select_related("attribute")
        .order_by("attribute__position", "attribute__name")
    )
    by_name: dict[str, dict[int, str]] = defaultdict(dict)
    for row in rows:
        kind = row.attribute
        value = f"{worded(row.value, row.value_en)} {kind.unit}".strip()
        by_name[worded(kind.name, kind.name_en)][row.variant_id] = value
    common: list[Fact] = []
    own: dict[int, list[Fact]] = defaultdict(list)
    for name, values in by_name.items():
        if len(values) == len(variants) and len(set(values.values())) == 1:
            common.append((name, next(iter(values.values()))))
            continue
        for variant_id, value in values.items():
            own[variant_id].append((name, value))
    return common, own


def _neighbours(product: Product) -> dict[str, list[Neighbour]]:
    """What goes with a product, and what it fits on."""
    links = ProductLink.objects.filter(product=product, other__is_published=True)
    found: dict[str, list[Neighbour]] = defaultdict(list)
    for link in links.select_related("other__brand").order_by("kind", "pk"):
        found[link.kind].append(_neighbour(link.other))
    return dict(found)


def _neighbour(other: Product) -> Neighbour:
    return Neighbour(
        name=worded(other.name, other.name_en),
        brand=other.brand.name,
        slug=other.slug,
        picture=Picture(other.drawing, other.slug, other.picture.name or ""),
    )
