"""What the outside world remembers, in one SQLite file that survives a restart."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import RLock
from typing import Any

from d4d.simulator import settings

Record = dict[str, Any]

_SCHEMA = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
CREATE TABLE IF NOT EXISTS record (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    parent TEXT NOT NULL,
    reference TEXT NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (kind, id)
);
CREATE INDEX IF NOT EXISTS record_parent ON record (kind, parent);
CREATE INDEX IF NOT EXISTS record_reference ON record (kind, reference);
"""


class Store:
    """Records of a kind, each with an id, perhaps a parent and a reference.

    One connection under one lock: calls take turns, so that every decision is made alone.
    """

    def __init__(self, path: Path) -> None:
        """Open the file, and make it when it is new."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = RLock()
        self._connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None, timeout=20)
        self._connection.executescript(_SCHEMA)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """All or nothing, with nobody in between."""
        with self._lock:
            if self._connection.in_transaction:
                yield
                return
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def put(
        self, kind: str, body: Record, *, parent: str | None = None, reference: str | None = None
    ) -> None:
        """Keep a record under its `id`; its parent stays, and its reference unless given."""
        with self.alone():
            self._connection.execute(
                "INSERT INTO record (kind, id, parent, reference, body) "
                " VALUES (?1, ?2, ifnull(?3, ''), ifnull(?4, ''), ?5)"
                " ON CONFLICT (kind, id) DO UPDATE"
                " SET reference = ifnull(?4, reference), body = ?5",
                (kind, str(body["id"]), parent, reference, json.dumps(body)),
            )

    def get(self, kind: str, identity: str) -> Record | None:
        """The record with this id, or None."""
        return next(iter(self._read("kind = ? AND id = ?", kind, identity)), None)

    def find(self, kind: str, *, parent: str | None = None, reference: str | None = None) -> list[Record]:
        """All records of a kind, oldest first, perhaps only those of one parent or reference."""
        where, values = "kind = ?", [kind]
        for column, value in (("parent", parent), ("reference", reference)):
            if value is not None:
                where, values = f"{where} AND {column} = ?", [*values, value]
        return self._read(where, *values)

    def latest(self, kind: str, limit: int = 200) -> list[Record]:
        """The newest records of a kind, newest first."""
        return self._read("kind = ?", kind, order=f"position DESC LIMIT {int(limit)}")

    def count(self, kind: str, *, parent: str = "%") -> int:
        """How many records of a kind there are."""
        query = "SELECT count(*) FROM record WHERE kind = ? AND parent LIKE ?"
        with self._lock:
            return int(self._connection.execute(query, (kind, parent)).fetchone()[0])

    def delete(self, kind: str, identity: str) -> None:
        """Forget one record."""
        with self.alone():
            self._connection.execute("DELETE FROM record WHERE kind = ? AND id = ?", (kind, identity))

    def clear(self, kind: str = "%") -> None:
        """Forget every record of a kind, or of all kinds."""
        with self.alone():
            self._connection.execute("DELETE FROM record WHERE kind LIKE ?", (kind,))

    def next_number(self, name: str) -> int:
        """1, 2, 3 … for each name."""
        with self.alone():
            number = int((self.get("counter", name) or {"number": 0})["number"]) + 1
            self.put("counter", {"id": name, "number": number})
        return number

    def _read(self, where: str, *values: str, order: str = "position") -> list[Record]:
        query = f"SELECT body FROM record WHERE {where} ORDER BY {order}"  # noqa: S608 - fixed texts only
        with self._lock:
            rows = self._connection.execute(query, values).fetchall()
        return [json.loads(body) for (body,) in rows]


@cache
def store() -> Store:
    """The one memory of this process."""
    return Store(settings.SIMULATOR_DATA / "simulator.sqlite3")
