"""Everything of a practice at a glance: rooms above add a panel to its page at the desk, at start-up.

A panel is a few rows in the shape of the house; all panels together cost one question.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.db.models.expressions import Combinable
from django.utils.functional import Promise

from accounts.models import Practice
from d4d.foundation import places
from privacy.rows import Row, Shape, Shelf, fetch

MOST = 5


@dataclass(frozen=True, slots=True)
class Panel:
    """Rows of one kind, the newest first."""

    title: str | Promise
    rows: list[Row]


Rows = Callable[[Practice], QuerySet[Any]]
Amount = Callable[[], Combinable]

_shelves: dict[int, tuple[str | Promise, Rows, Shape]] = {}
_figures: dict[int, tuple[str | Promise, str, Amount]] = {}


def add(position: int, title: str | Promise, rows: Rows, shape: Shape) -> None:
    """Show rows on the page of each practice; the first are shown, each kind to who may see it."""
    places.take(_shelves, position, (title, rows, shape))


def add_figure(position: int, title: str | Promise, right: str, cents: Amount) -> None:
    """Show an amount beside the terms of each practice, to who has the right.

    The amount is an expression about the practice (`OuterRef("pk")`), so that it comes along with it.
    """
    places.take(_figures, position, (title, right, cents))


def panels(practice: Practice, may_see: Callable[[str], bool]) -> list[Panel]:
    """What rooms show about a practice, in order of position; empty panels too: nothing is an answer."""
    shelves, titles = {}, {}
    for position, (title, rows_of, shape) in sorted(_shelves.items()):
        rows = rows_of(practice)
        if may_see(f"{rows.model._meta.app_label}.view_{rows.model._meta.model_name}"):
            shelves[str(position)] = Shelf(rows, shape)
            titles[str(position)] = title
    return [Panel(titles[key], rows) for key, rows in fetch(shelves, MOST).items()]


def with_figures(practices: QuerySet[Practice], may_see: Callable[[str], bool]) -> QuerySet[Practice]:
    """Practices, each with the amounts that rooms know of it."""
    allowed = {_name(place): amount() for place, (_, right, amount) in _figures.items() if may_see(right)}
    return practices.annotate(**allowed)


def figures(practice: Practice) -> list[tuple[str | Promise, int]]:
    """The amounts that came along with a practice, in order of position."""
    named = (
        (title, getattr(practice, _name(place), None)) for place, (title, _, _) in sorted(_figures.items())
    )
    return [(title, cents) for title, cents in named if cents is not None]


def _name(position: int) -> str:
    return f"figure_{position}"
