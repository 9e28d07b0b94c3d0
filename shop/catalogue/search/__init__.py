"""Search that forgives: numbers in any spacing, parts of numbers, typos, synonyms; on both databases."""

from dataclasses import dataclass, field

from shop.catalogue.models import Variant
from shop.catalogue.search import vocabulary
from shop.catalogue.search.indexes import MOST, Hit, Kind, candidates, numbers_like
from shop.catalogue.search.vocabulary import Reading
from shop.catalogue.search.words import distance, plain_number, words

MOST_WORDS = 8
LONGEST = 200
MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Found:
    """What a search gave: products best first, or the one variant whose number was typed.

    A guess is none of what was asked for: numbers like the one that we do not have.
    """

    product_ids: list[int]
    exact_variant_id: int | None = None
    corrected: dict[str, str] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    is_capped: bool = False
    is_guess: bool = False


def find(text: str) -> Found:
    """The products that somebody may mean, best first; at most a thousand."""
    typed = text[:LONGEST]
    number = plain_number(typed)
    reading = vocabulary.current().read(words(typed)[:MOST_WORDS])
    has_figures = any(letter.isdigit() for letter in number)
    hits = candidates(number, reading.groups)
    if not hits and has_figures and (alike := _near(number)):
        product_ids = list(dict.fromkeys(variant.product_id for variant in alike))[:MOST]
        return Found(product_ids, corrected={typed.strip(): alike[0].number}, is_guess=True)
    if not hits and len(reading.groups) > 1:
        hits = candidates("", reading.groups, together=False)
    return _found(hits, reading, has_figures=has_figures)


def find_variant(text: str) -> list[Variant]:
    """The variants that somebody may mean by a number or a name, the very number first."""
    hits = candidates(plain_number(text[:LONGEST]), [])
    by_number = list(dict.fromkeys(hit.variant_id for hit in hits if hit.variant_id))
    chosen = Variant.objects.for_sale().select_related("product")
    if by_number:
        variants = chosen.in_bulk(by_number[:MOST_SHOWN])
        return [variants[pk] for pk in by_number if pk in variants]
    found = find(text)
    return [] if found.is_guess else _variants_of(found.product_ids[:MOST_SHOWN])


def suggest(text: str, limit: int = 3) -> list[Variant]:
    """What somebody may have meant by a number that we do not have, or a name that is not clear."""
    return (find_variant(text) or _near(plain_number(text[:LONGEST])))[:limit]


def _near(number: str) -> list[Variant]:
    """Variants whose number is a slip or two away; of figures only, such as a GTIN, one at most."""
    slips_allowed = len(number) // 4
    most = min(slips_allowed, 1) if number.isdigit() else slips_allowed
    slips = {pk: distance(number, other) for pk, other in numbers_like(number)}
    nearest = sorted((pk for pk in slips if slips[pk] <= most), key=lambda pk: slips[pk])
    variants = Variant.objects.for_sale().select_related("product").in_bulk(nearest)
    return [variants[pk] for pk in nearest if pk in variants]


def _variants_of(product_ids: list[int]) -> list[Variant]:
    """What can be ordered of some products, in their order."""
    place = {pk: index for index, pk in enumerate(product_ids)}
    variants = Variant.objects.for_sale().select_related("product").filter(product_id__in=product_ids)
    return sorted(variants, key=lambda variant: (place[variant.product_id], variant.position, variant.pk))


def _found(hits: list[Hit], reading: Reading, *, has_figures: bool) -> Found:
    by_number = [hit for hit in hits if hit.kind == Kind.NUMBER]
    by_words = [hit for hit in hits if hit.kind == Kind.WORDS]
    exact = [hit for hit in by_number if hit.place == 0]
    if has_figures:
        wanted = [hit for hit in by_number if hit.place <= 1] + by_words + by_number
    else:
        wanted = exact + (by_words or by_number)
    products = list(dict.fromkeys(hit.product_id for hit in wanted))
    return Found(
        products[:MOST],
        exact_variant_id=exact[0].variant_id if len({hit.product_id for hit in exact}) == 1 else None,
        corrected=reading.corrected if by_words else {},
        unknown=reading.unknown if not by_number else [],
        is_capped=len(products) > MOST,
    )
