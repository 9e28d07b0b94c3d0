"""Articles as the desk finds them: by any of their numbers."""

from django.db.models import Q, QuerySet

from privacy.finding import Wanted
from privacy.rows import Shape
from shop.catalogue.models import SearchNumber, Variant
from shop.catalogue.search.words import plain_number

FOUND = Shape("number", "product__name")


def by_number(wanted: Wanted) -> QuerySet[Variant]:
    """The variant with this number: ours, the maker's or the one in the bar code."""
    known_by = SearchNumber.objects.filter(number=plain_number(wanted.text)).values("variant")
    return Variant.objects.filter(Q(number__in=wanted.numbers) | Q(pk__in=known_by))
