"""Which article somebody means who types one number."""

from shop.catalogue.models import SearchNumber, Variant
from shop.catalogue.search.words import plain_number


def one_with_number(text: str) -> Variant | None:
    """The one article with this number, ours, the maker's or the bar code's; None when it is not clear."""
    number = text.strip()
    if not number:
        return None
    if variant := Variant.objects.filter(number__iexact=number).first():
        return variant
    bare = number.lstrip("0")
    same = [number, bare, *(bare.zfill(length) for length in (8, 12, 13, 14))]
    by_gtin = Variant.objects.filter(gtin__in=same).first() if bare.isdigit() else None
    return by_gtin or _known_as(number)


def _known_as(text: str) -> Variant | None:
    known = SearchNumber.objects.filter(number=plain_number(text)).values("variant")
    found = list(Variant.objects.filter(pk__in=known).order_by("pk")[:2])
    return found[0] if len(found) == 1 else None
