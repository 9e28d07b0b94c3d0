"""Everything that we hold about somebody, table by table: for the copy and for their own page.

A section is a table as far as it is about one person or company. Its entries come from the database one
by one, so that a section may be of any length.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models

from d4d.foundation import clock
from privacy import people, walk
from privacy.models import DataSubject
from privacy.register import Personal
from privacy.vocabulary import Category

PORTION = 2_000


class About(StrEnum):
    """Whose data a section holds, seen from who asks."""

    YOU = "you"
    PRACTICE = "practice"
    SHARED = "shared"


_WHOSE, _KINDS = list(About), list(Category)


@dataclass(frozen=True, slots=True)
class Column:
    """Something that stands in each entry: a personal fact, or one by which a row is known again."""

    name: str
    field: "models.Field[Any, Any]"
    fact: Personal | None

    @property
    def is_file(self) -> bool:
        """Whether it names a file that belongs to the copy."""
        return isinstance(self.field, models.FileField) and not (self.fact and self.fact.hidden)

    @property
    def is_hidden(self) -> bool:
        """Whether we hold it and show it to nobody."""
        return bool(self.fact and self.fact.hidden)


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: its number with us, the facts beside it, the personal ones, and until when we keep these."""

    number: Any
    beside: dict[str, Any]
    data: dict[str, Any]
    until: dict[str, date]


@dataclass(frozen=True, slots=True)
class Section:
    """A table as far as it is about one person or company."""

    rows: walk.Rows
    about: About
    subject: UUID
    columns: tuple[Column, ...]
    beside: tuple[Column, ...]

    @property
    def table(self) -> str:
        """The name of the table in the register."""
        return self.rows.declaration.model

    @property
    def key(self) -> str:
        """What this section is called in an address, the same for everybody."""
        path = self.rows.path.replace("__", "-")
        return f"{self.about}-{self.table.lower().replace('.', '-')}-{path}"

    def entries(self, start: int = 0, stop: int | None = None) -> Iterator[Entry]:
        """Its rows, the oldest first; all of them, or a part for a page."""
        names = [column.name for column in (*self.beside, *self.columns)]
        periods = self._periods()
        found = self.rows.queryset.order_by("pk").values_list("pk", *names, *periods)
        rows = found.iterator(chunk_size=PORTION) if stop is None else found[start:stop]
        for number, *values in rows:
            known = dict(zip([*names, *periods], values, strict=True))
            yield self._entry(number, known)

    def _periods(self) -> list[str]:
        """The paths to the moments from which periods count, as far as no column already is one."""
        names = {column.name for column in (*self.beside, *self.columns)}
        paths = {one.fact.keep.since for one in self.columns if one.fact and one.fact.keep.since}
        return sorted(paths - names)

    def _entry(self, number: Any, known: dict[str, Any]) -> Entry:
        until = {}
        for column in self.columns:
            assert column.fact, "only personal columns have a period"
            if (keep := column.fact.keep).since and (moment := known[keep.since]):
                until[column.name] = keep.until(_day(moment))
        return Entry(
            number,
            {column.name: known[column.name] for column in self.beside},
            {one.name: None if one.is_hidden else known[one.name] for one in self.columns},
            until,
        )


def sections(subject: UUID) -> list[Section]:
    """What somebody may see: their own data, for a manager the practice's, and orders they had a hand in.

    First what people change themselves, then by kind: names and addresses first, technical data last.
    """
    companies = people.spoken_for(subject)
    own = [_section(rows, About.YOU, subject) for rows in walk.rows(subject)]
    own += [_section(rows, About.PRACTICE, one) for one in companies for rows in walk.rows(one)]
    shared = [_section(_not_of(companies, rows), About.SHARED, subject) for rows in walk.copies(subject)]
    return sorted([*own, *shared], key=_rank)


def filled(subject: UUID) -> list[Section]:
    """Those sections in which something stands, found with one statement."""
    every = sections(subject)
    looks = [models.Exists(one.rows.queryset) for one in every]
    has_rows = DataSubject.objects.filter(uuid=subject).values_list(*looks).get()
    return [one for one, is_filled in zip(every, has_rows, strict=True) if is_filled]


def _rank(section: Section) -> tuple[int, bool, int]:
    kinds = [_KINDS.index(column.fact.category) for column in section.columns if column.fact]
    return _WHOSE.index(section.about), not section.rows.declaration.edited, min(kinds)


def _not_of(companies: list[UUID], rows: walk.Rows) -> walk.Rows:
    """What a manager already gets with the practice is not given twice."""
    if not companies:
        return rows
    whose = f"{rows.declaration.subject}__uuid__in"
    others = rows.queryset.exclude(**{whose: companies})
    return walk.Rows(rows.declaration, rows.model, rows.path, others, rows.columns)


def _section(rows: walk.Rows, about: About, subject: UUID) -> Section:
    columns = [Column(name, _field_at(rows.model, name), fact) for name, fact in rows.columns.items()]
    beside = [
        Column(path, _field_at(rows.model, path), None)
        for path in rows.declaration.beside
        if _may_be_told(rows, path)
    ]
    return Section(rows, about, subject, tuple(columns), tuple(beside))


def _may_be_told(rows: walk.Rows, path: str) -> bool:
    """Not what leads through a column that is about somebody else: the article in a colleague's cart."""
    through = rows.declaration.columns.get(path.split("__")[0])
    gets_a_copy = rows.path in rows.declaration.copied_to
    return gets_a_copy or not isinstance(through, Personal) or through.subject == rows.path


def _field_at(model: type[models.Model], path: str) -> "models.Field[Any, Any]":
    *_, last = walk.fields_along(model, path)
    assert last, f"{model._meta.label}.{path} is checked to exist"
    return last


def _day(moment: date | datetime) -> date:
    return clock.local(moment).date() if isinstance(moment, datetime) else moment


def title_of(section: Section) -> str:
    """What a table is called among people."""
    declaration = section.rows.declaration
    name = str(declaration.title or apps.get_model(section.table)._meta.verbose_name_plural)
    return name[:1].upper() + name[1:]
