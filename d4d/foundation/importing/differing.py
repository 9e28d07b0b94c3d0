"""How wanted rows of a table differ from those that are there, and how that is written and taken back."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models

from d4d.foundation import clock, seal
from d4d.foundation.importing.kinds import News, Trace

CHUNK = 400
MOMENT = "updated_at"  # when a row was changed last; goes back with the rest

Values = dict[str, Any]
Key = tuple[Any, ...]
Before = Callable[[Values], Iterable[Values]]


class ChangedSince(Exception):
    """What a list made or changed was changed or used since; it is not taken back."""


@dataclass(slots=True)
class Difference:
    """A row as it is wanted: new, or with the values that it has `now` where those differ."""

    wanted: Values
    row_id: Any = None
    before: Values | None = None
    now: Any = None

    @property
    def news(self) -> News:
        """What it would do."""
        if self.row_id is None:
            return News.NEW
        return News.CHANGED if self.before else News.UNCHANGED


@dataclass(frozen=True, slots=True)
class Table:
    """A table by its model, the columns that name a row, and those that a list may fill.

    What is `derived` from a row goes with it when a list is taken back.
    """

    model: type[models.Model]
    key: tuple[str, ...]
    fields: tuple[str, ...]
    derived: tuple[type[models.Model], ...] = ()

    def differences(self, wanted: Mapping[Key, Values]) -> dict[Key, Difference]:
        """Each wanted row beside what is there; a value that is not given stays as it is."""
        rows: dict[Key, Any] = {}
        for chunk in _chunks({key[0] for key in wanted}):
            found = self.model._base_manager.filter(**{f"{self.key[0]}__in": chunk})
            rows |= {tuple(getattr(row, name) for name in self.key): row for row in found}
        return {key: _difference(rows.get(key), values) for key, values in wanted.items()}

    def write(self, differences: Iterable[Difference]) -> list[Trace]:
        """Write what is new or differs; gives the traces, and each new row its id."""
        many = list(differences)
        new = [one for one in many if one.news is News.NEW]
        made = [self.model(**one.wanted) for one in new]
        self.model._base_manager.bulk_create(made, batch_size=CHUNK)
        for one, row in zip(new, made, strict=True):
            one.row_id = row.pk
        changed = [one for one in many if one.news is News.CHANGED]
        self._update(changed)
        traces = [Trace(self.label, str(one.row_id), _as_it_was(one), "") for one in changed]
        traces += [Trace(self.label, str(row.pk), None, "") for row in made]
        marks = self.marks(traces)
        return [Trace(one.label, one.row_id, one.before, marks[one.row_id]) for one in traces]

    def made(self, ids: Iterable[Any]) -> list[Trace]:
        """The traces of rows that another door made."""
        traces = [Trace(self.label, str(row_id), None, "") for row_id in ids]
        marks = self.marks(traces)
        return [Trace(one.label, one.row_id, None, marks[one.row_id]) for one in traces]

    @property
    def label(self) -> str:
        """The model's name in the house."""
        return self.model._meta.label

    def marks(self, traces: Sequence[Trace]) -> dict[str, str]:
        """A mark of what each row says now in the columns that were written."""
        return {trace.row_id: self._mark(trace, row) for trace, row in self._rows(traces)}

    def _rows(self, traces: Sequence[Trace]) -> Iterator[tuple[Trace, Values]]:
        by_id = {trace.row_id: trace for trace in traces}
        for chunk in _chunks(by_id):
            for row in self.model._base_manager.filter(pk__in=chunk).values("pk", *self.fields):
                yield by_id[str(row["pk"])], row

    def _mark(self, trace: Trace, row: Values) -> str:
        names = self.fields if trace.before is None else sorted(trace.before.keys() - {MOMENT})
        return seal.fingerprint("import", "|".join(f"{name}={row[name]}" for name in names))

    def undo(self, traces: Sequence[Trace], before: Before = lambda _row: ()) -> None:
        """Take back what was written, newest tables first; raises ChangedSince.

        `before` tells what a row may have said before the house itself moved it: that is no change.
        """
        standing = {
            trace.row_id
            for trace, row in self._rows(traces)
            if trace.mark in {self._mark(trace, said) for said in (row, *before(row))}
        }
        if standing != {trace.row_id for trace in traces}:
            raise ChangedSince(self.label)
        made = [trace.row_id for trace in traces if trace.before is None]
        for chunk in _chunks(made):
            self._refuse_when_used(chunk)
            self.model._base_manager.filter(pk__in=chunk).delete()
        self._update([Difference(_to_be(one.before), one.row_id, {}) for one in traces if one.before])

    def _update(self, differences: Sequence[Difference]) -> None:
        """Write values into rows that are there, those of the same columns together."""
        names = {field.name for field in self.model._meta.concrete_fields}
        together: dict[tuple[str, ...], list[Any]] = {}
        for one in differences:
            columns = tuple(one.before) if one.before else tuple(one.wanted)
            row = self.model(pk=one.row_id, **{name: one.wanted[name] for name in columns})
            if MOMENT in names and MOMENT not in columns:
                row.updated_at = clock.now()  # type: ignore[attr-defined]
                columns = (*columns, MOMENT)
            together.setdefault(columns, []).append(row)
        for columns, rows in together.items():
            fields = [self.model._meta.get_field(name).name for name in columns]
            self.model._base_manager.bulk_update(rows, fields, batch_size=CHUNK)

    def _refuse_when_used(self, ids: Sequence[str]) -> None:
        """Refuse to delete rows to which others have come to point."""
        for relation in self.model._meta.get_fields(include_hidden=True):
            if not isinstance(relation, models.ManyToOneRel):
                continue
            other: type[models.Model] = relation.related_model
            if other in self.derived:
                continue
            if other._base_manager.filter(**{f"{relation.field.name}__in": ids}).exists():
                raise ChangedSince(other._meta.label)


def undo_in_order(traces: Sequence[Trace], tables: Sequence[Table]) -> None:
    """Take back the traces of several tables, in the order of the tables; raises ChangedSince."""
    for table in tables:
        table.undo([trace for trace in traces if trace.label == table.label])


def _difference(row: Any, wanted: Values) -> Difference:
    if row is None:
        return Difference(dict(wanted))
    before = {name: getattr(row, name) for name, value in wanted.items() if getattr(row, name) != value}
    return Difference(dict(wanted), row.pk, before, row)


def _as_it_was(one: Difference) -> Values:
    """What a changed row said before, with the moment of its last change where it bears one."""
    moment: datetime | None = getattr(one.now, MOMENT, None)
    return {**(one.before or {}), **({MOMENT: moment.isoformat()} if moment else {})}


def _to_be(before: Values) -> Values:
    """The same, to be written back."""
    moment = before.get(MOMENT)
    return {**before, **({MOMENT: datetime.fromisoformat(moment)} if moment else {})}


def _chunks(keys: Iterable[Any]) -> Iterator[list[Any]]:
    many = list(keys)
    for start in range(0, len(many), CHUNK):
        yield many[start : start + CHUNK]
