"""What a room says of a list that it takes: its columns, and what a row does."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.utils.functional import Promise

from d4d.foundation.importing.cells import Parser
from d4d.foundation.importing.wrong import WrongCell


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its name in the first row, what it means, and how a cell is read."""

    name: str
    meaning: str | Promise
    parse: Parser
    is_needed: bool = False
    example: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the file: its number as people count, and its values; an empty cell has none."""

    number: int
    values: dict[str, Any]

    def get(self, column: str, default: Any = None) -> Any:
        """What stands in a column, or what holds when nothing does."""
        return self.values.get(column, default)


class News(StrEnum):
    """What a row would do."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    WRONG = "wrong"


@dataclass(slots=True)
class Finding:
    """What a row would do, or why it cannot be; `plan` is the kind's own note for writing it."""

    row: Row
    news: News
    wrong: WrongCell | None = None
    plan: Any = None


@dataclass(frozen=True, slots=True)
class Trace:
    """A row of a table that was made (`before` is None) or changed, and a mark of how it was left.

    `before` holds figures and words about goods only, never about people.
    """

    label: str
    row_id: str
    before: dict[str, Any] | None
    mark: str


Look = Callable[[Sequence[Row]], list[Finding]]
Write = Callable[[Sequence[Finding], UUID | None], list[Trace]]
Undo = Callable[[Sequence[Trace], UUID | None], None]
Settle = Callable[[Sequence[Trace]], None]


def nothing_more(traces: Sequence[Trace]) -> None:
    """Nothing follows on a list of this kind."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A list that can be read in: `key` are the columns that together stand once in a file.

    `look` changes nothing and answers for every row; `write` and `undo` run in one transaction;
    `settle` follows on either, in that transaction. `permission` is what staff need.
    """

    code: str
    title: str | Promise
    permission: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    look: Look
    write: Write
    undo: Undo
    settle: Settle = field(default=nothing_more)


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Let a room take a kind of list."""
    _kinds[kind.code] = kind


def find(code: str) -> Kind:
    """The kind of this name."""
    return _kinds[code]


def kinds() -> list[Kind]:
    """Every kind of list that is taken, by name."""
    return [_kinds[code] for code in sorted(_kinds)]
