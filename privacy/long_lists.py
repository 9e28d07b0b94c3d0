"""Lists of the desk that may be very long: counted so far and no further, and searched by way of indexes.

A search over columns of several tables in one question reads them all. So rows that a row belongs to (its
practice, its order) are looked up first, and the list is asked for what belongs to those. Only where one of
the words is the number of a row itself, the others are sought in both: those rows are few.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from copy import copy
from functools import reduce
from operator import and_, or_
from typing import Any
from uuid import UUID

from django.contrib.admin.filters import ChoicesFieldListFilter, FieldListFilter
from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.core.validators import validate_email
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.text import smart_split, unescape_string_literal

PAGES_AHEAD = 10
NEWEST = 10_000  # among so many rows the first page of a long search is sought first
MOST_RELATED = 1_000  # more rows than these are not named one by one
_NOTHING = Q(pk__in=[])
_HIGHEST = 2**63


class CountedSoFar(Paginator):
    """The pages of a list, up to ten behind the one that is read; more are said to be, not counted."""

    read = 1
    is_search = False

    @cached_property
    def count(self) -> int:
        """How many rows the pages hold that are known."""
        return min(self._seen, self._most)

    def page(self, number: int | str) -> Page[Any]:
        """A page; of those behind the first the rows are named first, so that what is passed stays unread."""
        place = self.validate_number(number)
        first = (place - 1) * self.per_page
        if not first:
            return self._out_of_the_newest(place) or super().page(place)
        rows: Any = self.object_list
        named = list(rows.values_list("pk", flat=True)[first : min(first + self.per_page, self.count)])
        return Page(rows.filter(pk__in=named), place, self)

    def _out_of_the_newest(self, place: int) -> Page[Any] | None:
        """The first page of what is found in very many rows, if the newest fill it: the others stay unread.

        A database that takes words for independent thinks that few rows hold them, and sorts them all.
        """
        rows: Any = self.object_list
        if not (self.is_search and self.has_more and set(rows.query.order_by) == {"-pk"}):
            return None
        numbers = rows.model._base_manager.order_by("-pk").values_list("pk", flat=True)
        oldest = numbers[NEWEST : NEWEST + 1].first()
        if oldest is None:
            return None
        newest = rows.filter(pk__gt=oldest)[: self.per_page]
        return Page(newest, place, self) if len(newest) == self.per_page else None

    @property
    def has_more(self) -> bool:
        """Whether the list goes on behind the last page that is known."""
        return self._seen > self._most

    @property
    def _most(self) -> int:
        return (self.read + PAGES_AHEAD) * self.per_page

    @cached_property
    def _seen(self) -> int:
        rows: Any = self.object_list
        return int(rows.order_by().values("pk")[: self._most + 1].count())


def among(column: str, words: Callable[[], Mapping[str, Any]]) -> tuple[str, type[FieldListFilter]]:
    """A filter by values that the house knows, with their words: no rows are read to find out which."""

    class Among(ChoicesFieldListFilter):
        """The values of one column."""

        def __init__(self, field: Any, *args: Any, **options: Any) -> None:
            told = copy(field)
            told.choices = list(words().items())
            super().__init__(told, *args, **options)

    return column, Among


def found_by(model: type[models.Model], paths: Iterable[str], text: str) -> Q:
    """Rows in which every word of a text stands, and rows that belong to one in which every word does.

    Where one word is the whole number of a row, the others may stand in what it belongs to. `paths` are those
    of `search_fields`: "=" asks for the whole value as it stands there, in capitals or not; "__startswith"
    for how it begins; nothing for a part of it. A whole e-mail address is sought as a whole.
    """
    words = [
        unescape_string_literal(bit) if bit.startswith(('"', "'")) and bit[-1:] == bit[0] else bit
        for bit in smart_split(text)
    ]
    own, beyond = _apart(model, paths)
    found = _NOTHING
    if own:
        found |= reduce(and_, (_any(_holds(model, path, word) for path in own) for word in words))
    for step, rests in beyond.items():
        found |= _belongs(model, step, rests, text)
    if beyond and len(words) > 1:
        found |= _numbered(model, own, beyond, words)
    return found


def _apart(model: type[models.Model], paths: Iterable[str]) -> tuple[list[str], dict[str, list[str]]]:
    """The columns of a row itself, and those of each that it belongs to."""
    own: list[str] = []
    beyond: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        step, _, rest = path.removeprefix("=").partition("__")
        if rest and model._meta.get_field(step).is_relation:
            beyond[step].append(f"={rest}" if path.startswith("=") else rest)
        else:
            own.append(path)
    return own, beyond


def _any(parts: Iterable[Q]) -> Q:
    return reduce(or_, parts, _NOTHING)


def _numbered(model: type[models.Model], own: list[str], beyond: dict[str, list[str]], words: list[str]) -> Q:
    """Rows of which one word is the number, while the others stand in them or in what they belong to."""
    numbers = [path for path in own if path.startswith("=")]
    if not numbers:
        return _NOTHING
    bear_one = _any(_holds(model, path, word) for path in numbers for word in words)
    hold_all = reduce(and_, (_somewhere(model, own, beyond, word) for word in words))
    rows = model._base_manager.filter(bear_one).filter(hold_all).order_by()
    return Q(pk__in=list(rows.values_list("pk", flat=True)[:MOST_RELATED]))


def _somewhere(model: type[models.Model], own: list[str], beyond: dict[str, list[str]], word: str) -> Q:
    """Whether a word stands in a row, or in one that it belongs to."""
    found = _any(_holds(model, path, word) for path in own)
    for step, rests in beyond.items():
        related: Any = model._meta.get_field(step).related_model
        found |= _seen_from(step, _somewhere(related, *_apart(related, rests), word))
    return found


def _holds(model: type[models.Model], path: str, word: str) -> Q:
    """Whether a column holds a word, asked so that an index can answer."""
    name, _, lookup = path.removeprefix("=").partition("__")
    field = model._meta.get_field(name)
    if isinstance(field, models.UUIDField):
        return _identity(name, word)
    if isinstance(field, models.IntegerField):
        is_number = word.isdecimal() and word.isascii() and int(word) < _HIGHEST
        return Q(**{name: int(word)}) if is_number else _NOTHING
    if path.startswith("=") or (isinstance(field, models.EmailField) and _is_an_address(word)):
        return Q(**{f"{name}__in": sorted({word, word.upper(), word.lower()})})
    if lookup == "startswith":
        return Q(**{f"{name}__startswith": word}) | Q(**{f"{name}__startswith": word.upper()})
    return Q(**{f"{name}__icontains": word})


def _is_an_address(word: str) -> bool:
    try:
        validate_email(word)
    except ValidationError:
        return False
    return True


def _identity(name: str, word: str) -> Q:
    try:
        return Q(**{name: UUID(word)})
    except ValueError:
        return _NOTHING


def _belongs(model: type[models.Model], step: str, rests: list[str], text: str) -> Q:
    """Whether a row belongs to one that is found, or one that is found to it."""
    link: Any = model._meta.get_field(step)
    inner = found_by(link.related_model, rests, text)
    rows = link.related_model._base_manager.filter(inner).order_by()
    if link.concrete:
        known = list(rows.values_list("pk", flat=True)[: MOST_RELATED + 1])
        return Q(**{f"{step}__in": known}) if len(known) <= MOST_RELATED else _seen_from(step, inner)
    owners = rows.values_list(link.field.attname, flat=True)
    known = list(owners[: MOST_RELATED + 1])
    return Q(pk__in=known if len(known) <= MOST_RELATED else owners)


def _seen_from(step: str, inner: Q) -> Q:
    """The same question about a row, asked of those that belong to it."""
    children: list[Any] = inner.children
    parts = [
        _seen_from(step, part) if isinstance(part, Q) else (f"{step}__{part[0]}", part[1])
        for part in children
    ]
    return Q(*parts, _connector=inner.connector, _negated=inner.negated)
