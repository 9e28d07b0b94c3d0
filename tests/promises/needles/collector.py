"""Looks for needles wherever a house keeps anything, and says in which places each was found."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core import mail
from django.core.files.storage import storages
from django.db import connection

from tests.promises.needles.layers import layers
from tests.promises.needles.needle import written_forms

Found = dict[str, set[str]]
_SEPARATORS = re.compile(rb"[\s().-]")


class Collector:
    """A set of needles, and where they are."""

    def __init__(self, needles: Iterable[str]) -> None:
        self._forms = {form.encode(): needle for needle in needles for form in written_forms(needle)}
        self._any = re.compile(b"|".join(map(re.escape, sorted(self._forms, key=len, reverse=True))))
        self._known: dict[bytes, frozenset[str]] = {}

    def in_(self, content: bytes) -> set[str]:
        """The needles in a lump of bytes, however they are wrapped; what was opened once is remembered."""
        if content not in self._known:
            self._known[content] = frozenset(self._opened(content))
        return set(self._known[content])

    def _opened(self, content: bytes) -> set[str]:
        found: set[str] = set()
        for layer in layers(content):
            lower = layer.lower()
            for text in (lower, _SEPARATORS.sub(b"", lower)):
                found |= {self._forms[hit] for hit in self._any.findall(text)}
        return found

    def everywhere(self, logs: Iterable[Path] = ()) -> Found:
        """Every place of the house in which a needle stands."""
        found: Found = defaultdict(set)
        for place, content in self._contents(logs):
            for needle in self.in_(content):
                found[needle].add(place)
        return dict(found)

    def _contents(self, logs: Iterable[Path]) -> Iterator[tuple[str, bytes]]:
        yield from cells()
        for name in ("default", "archive"):
            yield from _files(name, Path(_location(name)))
        yield from (("log", path.read_bytes()) for path in logs if path.exists())
        yield from (("journal", path.read_bytes()) for path in _journals())
        yield from _redis()

    def in_letters(self) -> set[str]:
        """The needles in the mails that were sent."""
        return {needle for one in mail.outbox for needle in self.in_(one.message().as_bytes())}

    def in_the_file(self) -> set[str]:
        """The needles in the raw file of SQLite and its log; nothing on PostgreSQL."""
        if connection.vendor != "sqlite":
            return set()
        name = str(connection.settings_dict["NAME"])
        raw = b"".join(path.read_bytes() for path in map(Path, (name, f"{name}-wal")) if path.exists())
        return {self._forms[hit] for hit in self._any.findall(raw.lower())}


def cells() -> Iterator[tuple[str, bytes]]:
    """Every cell of every table, tables that no model knows included, by the names of the register."""
    names = _names()
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f'SELECT * FROM "{table}"')
            columns = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for column, value in zip(columns, row, strict=True):
                    if value is not None:
                        yield names.get((table, column), f"{table}.{column}"), _bytes(value)


def _names() -> Mapping[tuple[str, str], str]:
    return {
        (model._meta.db_table, field.column): f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.local_concrete_fields
    }


def _bytes(value: Any) -> bytes:
    if isinstance(value, bytes | memoryview):
        return bytes(value)
    return str(value).encode()


def _location(storage: str) -> str:
    kept: Any = storages[storage]
    return str(kept.location)


def _files(name: str, folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")) if folder.exists() else ():
        if path.is_file():
            kind = path.relative_to(folder).parts[0]
            place = f"{name}:{kind}/*{path.suffix}"
            yield place, path.name.encode()
            yield place, path.read_bytes()


def _journals() -> Iterator[Path]:
    for place in settings.ERASURE_JOURNALS:
        yield from Path(place).glob("*")


def _redis() -> Iterator[tuple[str, bytes]]:
    """Every key of the broker, where there is one: waiting rings, what a worker has in hand."""
    from d4d.settings.test import BROKER

    if not BROKER:
        return
    import redis

    with redis.Redis.from_url(BROKER) as line:
        for key in line.scan_iter():
            yield "redis", key + b"\n" + (line.dump(key) or b"")
