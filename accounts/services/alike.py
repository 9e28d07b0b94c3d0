"""Practices that may be one: found at registration and by the clock, never merged by a machine."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import combinations

from django.db import transaction
from django.db.models import Count, QuerySet

from accounts.models import Address, Likeness, Practice

SIMILAR = 0.75
# More than so many at one number or address are a group or a building, not the same practice twice.
MOST_ALIKE = 6
# What half of all practices are called says nothing of which one is meant.
_COMMON = re.compile(
    r"\b(tandarts\w*|mond\w*|tandheelkund\w*|praktijk|kliniek|dental|clinic|b\.?v|de|het|van)\b"
)
_PLACE = ("country", "postcode", "house_number")

Pair = tuple[int, int]
Ground = Likeness.Ground


def look_for_likeness(practice_id: int) -> int:
    """Whether a new practice looks like one that we know; says with how many."""
    return _note(practice_id)


def look_for_all_likeness() -> int:
    """Every pair of customers that may be one practice; those that are over go. Harmless to repeat."""
    closed = Practice.objects.filter(state=Practice.State.CLOSED).values("pk")
    Likeness.objects.filter(first__in=closed).delete()
    Likeness.objects.filter(second__in=closed).delete()
    return _note(None)


@transaction.atomic
def are_different(likeness_id: int) -> None:
    """Somebody looked: these are two practices, and nobody asks again."""
    Likeness.objects.filter(pk=likeness_id).update(are_different=True)


def _note(practice_id: int | None) -> int:
    """Write down each new pair; only those of one practice where it is named."""
    only = Practice.objects.filter(pk=practice_id) if practice_id else None
    found: dict[Pair, str] = {}
    for ground, pairs in (
        (Ground.KVK, _by_number("kvk_number", only)),
        (Ground.VAT, _by_number("vat_id", only)),
        (Ground.ADDRESS, _by_place(only)),
    ):
        for pair in pairs:
            if practice_id is None or practice_id in pair:
                found.setdefault(pair, ground)
    known = set(Likeness.objects.values_list("first", "second"))
    new = [
        Likeness(first_id=a, second_id=b, ground=why) for (a, b), why in found.items() if (a, b) not in known
    ]
    Likeness.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def _customers() -> QuerySet[Practice]:
    return Practice.objects.exclude(state=Practice.State.CLOSED)


def _by_number(column: str, only: QuerySet[Practice] | None) -> Iterator[Pair]:
    """Those with the same number, but for the locations of one chain."""
    numbered = _customers().exclude(**{column: ""})
    if only is not None:
        numbered = numbered.filter(**{f"{column}__in": only.values(column)})
    twice = numbered.order_by().values(column).annotate(rows=Count("pk")).filter(rows__range=(2, MOST_ALIKE))
    rows = numbered.filter(**{f"{column}__in": twice.values(column)}).order_by("pk")
    groups: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, pk, debtor in rows.values_list(column, "pk", "debtor_id"):
        groups[number].append((pk, debtor or pk))
    for members in groups.values():
        yield from ((a, b) for (a, one), (b, other) in combinations(members, 2) if one != other)


def _by_place(only: QuerySet[Practice] | None) -> Iterator[Pair]:
    """Those at the same door whose names are alike."""
    places = Address.objects.filter(is_retired=False).exclude(practice__state=Practice.State.CLOSED)
    if only is not None:
        here = places.filter(practice__in=only).values_list(*_PLACE)
        groups = {tuple(door) for door in here}
    else:
        twice = places.order_by().values(*_PLACE).annotate(rows=Count("practice", distinct=True))
        groups = {tuple(door) for door in twice.filter(rows__range=(2, MOST_ALIKE)).values_list(*_PLACE)}
    postcodes = {postcode for _country, postcode, _number in groups}
    names: dict[tuple[str, ...], dict[int, str]] = defaultdict(dict)
    for *door, pk, name in _in(places, postcodes).values_list(*_PLACE, "practice_id", "practice__name"):
        names[tuple(door)][pk] = _bare(name)
    for door in groups:
        if len(names[door]) <= MOST_ALIKE:
            yield from _alike(names[door])


def _in(places: QuerySet[Address], postcodes: Iterable[str]) -> QuerySet[Address]:
    return places.filter(postcode__in=postcodes).order_by("practice_id")


def _alike(names: dict[int, str]) -> Iterator[Pair]:
    for (a, one), (b, other) in combinations(sorted(names.items()), 2):
        if SequenceMatcher(None, one, other).ratio() >= SIMILAR:
            yield a, b


def _bare(name: str) -> str:
    return " ".join(_COMMON.sub(" ", name.casefold()).split()) or name.casefold()
