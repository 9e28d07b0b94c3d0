"""Finds rows of any room by a number or a name: one box at the desk, each hit for who has the right.

Each room says how its own are found; numbers are compared whole, so that every answer comes from an index.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise

from d4d.foundation import places
from privacy.rows import Row, Shape, Shelf, fetch

MOST = 8
SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody typed: as it is, and as a number may have been written down."""

    text: str

    @property
    def numbers(self) -> list[str]:
        """The number as typed, in capitals, and without the spaces and points that people put in."""
        bare = re.sub(r"[\s.]", "", self.text)
        return list(dict.fromkeys([self.text, self.text.upper(), bare, bare.upper()]))

    @property
    def bare(self) -> str:
        """Letters and digits only, in capitals."""
        return re.sub(r"[\W_]", "", self.text).upper()

    @property
    def email(self) -> str:
        """The address, where it is one."""
        return self.text.lower() if "@" in self.text else ""

    @property
    def name(self) -> str:
        """What may be part of a name; empty for an address or something with a figure in it."""
        return "" if "@" in self.text or re.search(r"\d{3}", self.text) else self.text


Find = Callable[[Wanted], QuerySet[Any] | None]


@dataclass(frozen=True, slots=True)
class Finder:
    """How rows of one kind are found; None when what was typed cannot be one."""

    title: str | Promise
    find: Find
    shape: Shape


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found of one kind."""

    title: str | Promise
    rows: list[Row]


_finders: dict[int, Finder] = {}


def add(position: int, title: str | Promise, find: Find, shape: Shape) -> None:
    """Let a room be searched; lower positions stand first among the hits."""
    places.take(_finders, position, Finder(title, find, shape))


def find(text: str, may_see: Callable[[str], bool]) -> list[Hits]:
    """Everything that bears this number or name, by kind; `may_see` is asked for the right of each kind."""
    wanted = Wanted(" ".join(text.split()))
    shelves, titles = {}, {}
    for position, finder in sorted(_finders.items()):
        rows = finder.find(wanted)
        if rows is not None and may_see(f"{rows.model._meta.app_label}.view_{rows.model._meta.model_name}"):
            shelves[str(position)] = Shelf(rows, finder.shape)
            titles[str(position)] = finder.title
    found = fetch(shelves, MOST)
    return [Hits(titles[key], rows) for key, rows in found.items() if rows]
