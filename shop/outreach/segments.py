"""For whom a newsletter is: a short closed list of what may be asked about readers.

What somebody bought may choose who hears of similar products. Their devices, faults, contracts and credit
may not: whoever asks for anything that is not in the list is refused, whatever it is called.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Membership, Practice, User
from accounts.models.places import Address, Country
from d4d.foundation import clock
from shop.catalogue.models import Brand, Category
from shop.orders.models import OrderLine

BOUGHT_WITHIN = timedelta(days=365)


class NotForMarketing(Exception):
    """A question about readers that may not choose who gets news."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Who is meant; an empty line asks nothing. Categories and brands: bought in the last year."""

    roles: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    postcodes: tuple[str, ...] = ()
    categories: tuple[int, ...] = ()
    brands: tuple[int, ...] = ()

    def as_json(self) -> dict[str, list[Any]]:
        """As it is kept."""
        return {one.name: list(getattr(self, one.name)) for one in fields(self) if getattr(self, one.name)}


_KNOWN: dict[str, Any] = {
    "roles": lambda: set(Membership.Role.values),
    "kinds": lambda: set(Practice.Kind.values),
    "countries": lambda: set(Country.values),
    "postcodes": lambda: {f"{first}" for first in range(1, 10)},
    "categories": lambda: set(Category.objects.values_list("pk", flat=True)),
    "brands": lambda: set(Brand.objects.values_list("pk", flat=True)),
}


def read(said: Mapping[str, Any]) -> Segment:
    """The segment as it was kept or filled in. Raises NotForMarketing for anything outside the list."""
    for name, values in said.items():
        if name not in _KNOWN or not isinstance(values, list | tuple):
            raise NotForMarketing(name)
        if values and (strange := set(values) - _KNOWN[name]()):
            raise NotForMarketing(f"{name}: {min(map(str, strange))}")
    return Segment(**{name: tuple(values) for name, values in said.items()})


def people(segment: Segment) -> QuerySet[User]:
    """Everybody who is meant, whether they may be reached or not."""
    works = Membership.objects.filter(
        user=OuterRef("pk"), is_active=True, practice__state=Practice.State.APPROVED
    )
    if segment.roles:
        works = works.filter(role__in=segment.roles)
    if segment.kinds:
        works = works.filter(practice__kind__in=segment.kinds)
    if segment.countries or segment.postcodes:
        works = works.filter(Exists(_places(segment)))
    if segment.categories or segment.brands:
        works = works.filter(Exists(_bought(segment)))
    return User.objects.filter(Exists(works), is_active=True)


def _places(segment: Segment) -> QuerySet[Address]:
    places = Address.objects.filter(practice=OuterRef("practice"), is_retired=False)
    if segment.countries:
        places = places.filter(country__in=segment.countries)
    if segment.postcodes:
        begins = Q()
        for first in segment.postcodes:
            begins |= Q(postcode__startswith=first)
        places = places.filter(begins, country=Country.NL)
    return places


def _bought(segment: Segment) -> QuerySet[OrderLine]:
    lines = OrderLine.objects.filter(
        order__practice=OuterRef("practice"), order__placed_at__gte=clock.now() - BOUGHT_WITHIN
    )
    if segment.categories:
        lines = lines.filter(variant__product__category__in=segment.categories)
    if segment.brands:
        lines = lines.filter(variant__product__brand__in=segment.brands)
    return lines
