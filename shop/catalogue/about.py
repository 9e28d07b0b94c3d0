"""What is known of a product: its facts, its papers, what goes with it. Remembered for a minute."""

from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import get_language

from shop.catalogue.memory import remembered
from shop.catalogue.models import AttributeValue, Document, ProductLink
from shop.catalogue.pictures import Picture
from shop.catalogue.wording import worded

Fact = tuple[str, str]  # what it is, and what it is of this article


@dataclass(frozen=True, slots=True)
class Paper:
    """A document that one may read."""

    pk: int
    kind: str
    language: str
    version: str


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another product that a visitor may need beside this one, or instead."""

    name: str
    brand: str
    slug: str
    picture: Picture


@dataclass(frozen=True, slots=True)
class About:
    """What is true of all variants, what tells them apart, the papers, and what goes with the product."""

    common: tuple[Fact, ...]
    own: dict[int, tuple[Fact, ...]]
    documents: tuple[Paper, ...]
    fits: tuple[Neighbour, ...]
    related: tuple[Neighbour, ...]


def about(product_id: int, variants: int) -> About:
    """What is known of a product with so many variants, as the reader calls it: three queries a minute."""
    key = f"about-{get_language()}-{product_id}-{variants}"
    return remembered(key, lambda: _look_up(product_id, variants))


def _look_up(product_id: int, variants: int) -> About:
    common, own = _facts(product_id, variants)
    documents = Document.objects.filter(product=product_id).order_by("kind", "language", "pk")
    fits, related = _neighbours(product_id)
    return About(
        common=tuple(common),
        own={variant_id: tuple(facts) for variant_id, facts in own.items()},
        documents=tuple(
            Paper(one.pk, one.get_kind_display(), one.language, one.version) for one in documents
        ),
        fits=tuple(fits),
        related=tuple(related),
    )


def _facts(product_id: int, variants: int) -> tuple[list[Fact], dict[int, list[Fact]]]:
    """What is true of all variants, and what tells them apart."""
    rows = (
        AttributeValue.objects.filter(variant__product=product_id)
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
        if len(values) == variants and len(set(values.values())) == 1:
            common.append((name, next(iter(values.values()))))
            continue
        for variant_id, value in values.items():
            own[variant_id].append((name, value))
    return common, own


def _neighbours(product_id: int) -> tuple[list[Neighbour], list[Neighbour]]:
    """What a product fits on, and what is often needed with it."""
    links = ProductLink.objects.filter(product=product_id, other__is_published=True)
    found: dict[str, list[Neighbour]] = defaultdict(list)
    for link in links.select_related("other__brand").order_by("kind", "pk"):
        other = link.other
        picture = Picture(other.drawing, other.slug, other.picture.name or "")
        neighbour = Neighbour(worded(other.name, other.name_en), other.brand.name, other.slug, picture)
        found[link.kind].append(neighbour)
    return found[ProductLink.Kind.FITS], found[ProductLink.Kind.RELATED]
