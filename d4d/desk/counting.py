"""Counts many queues in one question, each so far and no further."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet


def sizes(queues: Sequence[QuerySet[Any]], most: int) -> list[int]:
    """How many rows each holds, at most so many."""
    parts: list[str] = []
    values: list[Any] = []
    for place, rows in enumerate(queues):
        few = rows.order_by().values("pk")[:most].query
        try:
            sql, given = few.get_compiler(connection=connection).as_sql()
        except EmptyResultSet:
            continue
        parts.append(f"SELECT {place}, (SELECT COUNT(*) FROM ({sql}) AS queue)")  # noqa: S608 - Django's own SQL
        values += given
    counted: dict[int, int] = {}
    if parts:
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts), values)
            counted = dict(cursor.fetchall())
    return [counted.get(place, 0) for place in range(len(queues))]
