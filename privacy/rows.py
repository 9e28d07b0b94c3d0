"""Rows of many rooms in one shape, fetched with one question however many rooms answer.

Part of the staff's desk, beside `privacy.staff`: the page of a practice and the search box show them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Cast
from django.urls import reverse

_KEY = models.CharField()
_TEXT = models.TextField()
_MOMENT = models.DateTimeField()
_AMOUNT = models.BigIntegerField()


@dataclass(frozen=True, slots=True)
class Shape:
    """Which columns of a table (or of a row that it names) say what a row is; empty where none does.

    Where the number is one of a list of choices, it is said in the reader's words.
    """

    number: str = ""
    words: str = ""
    state: str = ""
    at: str = ""
    cents: str = ""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Rows that a room has to show, those that matter most first."""

    rows: QuerySet[Any]
    shape: Shape


@dataclass(frozen=True, slots=True)
class Row:
    """One row of any room, with the way to its own page; `heading` says what stands in place of a number."""

    model: type[models.Model]
    pk: int
    number: str
    words: str
    state: str
    at: datetime | None
    cents: int | None
    heading: str = ""

    @property
    def url(self) -> str:
        """Its page at the desk."""
        return reverse(
            f"admin:{self.model._meta.app_label}_{self.model._meta.model_name}_change", args=[self.pk]
        )

    @property
    def title(self) -> str:
        """Its number, or what it is where it bears none."""
        return self.number or f"{self.model._meta.verbose_name} {self.pk}"

    @property
    def state_word(self) -> str:
        """Its state in the reader's language."""
        return _in_words(_chosen(self.model, "state"), self.state) if self.state else ""


def fetch(shelves: Mapping[str, Shelf], most: int) -> dict[str, list[Row]]:
    """At most so many rows of each shelf, in the order of the shelf."""
    if not shelves:
        return {}
    parts = [_in_shape(key, shelf, most) for key, shelf in shelves.items()]
    found: dict[str, list[Row]] = {key: [] for key in shelves}
    for key, pk, *words, at, cents in parts[0].union(*parts[1:], all=True) if parts[1:] else parts[0]:
        number, what, state = (one or "" for one in words)
        model, column = shelves[key].rows.model, shelves[key].shape.number
        field = _chosen(model, column)
        heading = str(field.verbose_name) if field else ""
        found[key].append(Row(model, pk, _in_words(field, number), what, state, at, cents, heading))
    return {key: sorted(rows, key=_newest_first) for key, rows in found.items()}


def _chosen(model: type[models.Model], column: str) -> Any:
    """The field behind a column of the table itself, where it is chosen from a list; else nothing."""
    field: Any = model._meta.get_field(column) if column and "__" not in column else None
    return field if field and field.choices else None


def _in_words(field: Any, value: str) -> str:
    """What stands in a column, as its choices say it."""
    return str(dict(field.flatchoices).get(value, value)) if field else value


def _in_shape(key: str, shelf: Shelf, most: int) -> QuerySet[Any]:
    """The rows of a shelf, as one part of the question: SQLite takes no LIMIT there but within."""
    rows = shelf.rows.model._base_manager.filter(pk__in=shelf.rows.values("pk")[:most])
    shape = shelf.shape
    part: QuerySet[Any] = rows.order_by().values_list(
        Cast(Value(key), _KEY),
        "pk",
        *(_text(column) for column in (shape.number, shape.words, shape.state)),
        Cast(F(shape.at) if shape.at else Value(None), _MOMENT),
        Cast(F(shape.cents) if shape.cents else Value(None), _AMOUNT),
    )
    return part


def _text(column: str) -> Any:
    return Cast(F(column) if column else Value(""), _TEXT)


def _newest_first(row: Row) -> tuple[float, int]:
    return (-row.at.timestamp() if row.at else 0, -row.pk)
