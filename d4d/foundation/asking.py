"""Questions that nearly every page asks: Django writes their SQL once a process, not once a request.

    @written_once
    def _open_lines(practice_id: Any, numbers: Any) -> QuerySet:
        return Line.objects.filter(AnyOf(F("number"), numbers), practice_id=practice_id).values_list("pk")

    rows = _open_lines(practice_id=7, numbers=["A1", "B2"])

The function is called once, with a blank for each argument; after that only the blanks are filled in. The
arguments may stand wherever a QuerySet takes an expression, and must not be looked at. PostgreSQL in turn
plans such a question once a connection: planning a join of many tables costs more than answering it.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import update_wrapper
from inspect import signature
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from django.db.models import Expression, Lookup, QuerySet
from django.db.models.sql.compiler import SQLCompiler

Row = tuple[Any, ...]

_IN_JSON = "{} IN (SELECT value FROM json_each({}))"


class Blank(Expression):
    """The place of a value that comes later."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        """A mark in the SQL, and itself among its values."""
        return "%s", [self]


class AnyOf(Lookup):
    """Whether a column holds any of some values: the same SQL for one value and for a thousand."""

    prepare_rhs = False

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        """An array on PostgreSQL, a JSON list on SQLite."""
        column, values = self.process_lhs(compiler, connection)
        several, blanks = self.process_rhs(compiler, connection)
        wording = "{} = ANY({})" if connection.vendor == "postgresql" else _IN_JSON
        return wording.format(column, several), [*values, *blanks]

    def get_db_prep_lookup(self, value: Any, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        """Values that are known already, as the column takes them: one list, however many."""
        column = self.lhs.output_field
        return "%s", [_filled([column.get_db_prep_value(one, connection) for one in value], connection)]


@dataclass(frozen=True, slots=True)
class _Written:
    """The SQL of a question, its values with their blanks, and how columns are read."""

    sql: str
    values: Sequence[Any]
    readers: Sequence[tuple[int, Any, Any]]


class WrittenOnce:
    """A question whose SQL is written at the first asking; afterwards only its blanks are filled in."""

    def __init__(self, question: Callable[..., QuerySet[Any, Any]]) -> None:
        update_wrapper(self, question)
        self._question = question
        self._written: dict[str, _Written] = {}

    def __call__(self, **values: Any) -> list[Row]:
        """The rows that are the answer today."""
        connection = connections[DEFAULT_DB_ALIAS]
        written = self._written.get(connection.vendor)
        if written is None:
            written = self._written[connection.vendor] = self._write(connection)
        filled = [
            _filled(values[one.name], connection) if isinstance(one, Blank) else one for one in written.values
        ]
        with connection.cursor() as cursor:
            _plan_once(cursor, connection)
            cursor.execute(written.sql, filled)
            rows: list[Row] = cursor.fetchall()
        return [_read(row, written.readers, connection) for row in rows] if written.readers else rows

    def _write(self, connection: BaseDatabaseWrapper) -> _Written:
        blanks = {name: Blank(name) for name in signature(self._question).parameters}
        compiler = self._question(**blanks).query.get_compiler(connection=connection)
        sql, values = compiler.as_sql()
        readers = compiler.get_converters([expression for expression, *_ in compiler.select])
        return _Written(sql, values, [(place, *reader) for place, reader in readers.items()])


def written_once(question: Callable[..., QuerySet[Any, Any]]) -> WrittenOnce:
    """Make a function that words a QuerySet of rows into a question that is asked by its arguments' names."""
    return WrittenOnce(question)


def _plan_once(cursor: CursorWrapper, connection: BaseDatabaseWrapper) -> None:
    """Send values beside the SQL, so that PostgreSQL knows a question again; Django writes them into it.

    Not while somebody listens to what is asked: a question that is known again has no words.
    """
    if connection.vendor == "postgresql" and not connection.queries_logged:
        import psycopg  # a shop on SQLite never needs it

        cursor.cursor = psycopg.Cursor(cursor.cursor.connection)


def _filled(value: Any, connection: BaseDatabaseWrapper) -> Any:
    """A value as the database takes it."""
    if isinstance(value, list):
        return value if connection.vendor == "postgresql" else json.dumps(value)
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    return value


def _read(row: Row, readers: Sequence[tuple[int, Any, Any]], connection: BaseDatabaseWrapper) -> Row:
    columns = list(row)
    for place, converters, expression in readers:
        for convert in converters:
            columns[place] = convert(columns[place], expression, connection)
    return tuple(columns)
