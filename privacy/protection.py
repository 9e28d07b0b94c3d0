"""What protects somebody - a hold, a restriction, an objection, a no - is noted outside the database too.

Each room that begins or ends one says so here; after an old backup was put back, each is told the last that
was said about it and sees to it that it stands so again. That happens before anybody is erased again: no row
may go while the hold on it is missing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db import transaction

from privacy import diary

DIARY = "protections"


class Kind(StrEnum):
    """What can protect somebody."""

    HOLD = "hold"
    RESTRICTION = "restriction"
    OBJECTION = "objection"
    REFUSAL = "refusal"


@dataclass(frozen=True, slots=True)
class Noted:
    """The last that was said: `key` tells it from others of its kind about the same person.

    `details` are what else is needed to begin it again; whoever notes it also reads them.
    """

    at: datetime
    kind: Kind
    subject: UUID
    key: str
    has_begun: bool
    details: tuple[str, ...]


Restore = Callable[[Noted], bool]

_restoring: dict[Kind, Restore] = {}


def restored_by(kind: Kind, restore: Restore) -> None:
    """Let a room see to it that what was noted stands so again; it says whether it had to."""
    _restoring[kind] = restore


def begun(kind: Kind, subject: UUID, key: str, *details: str) -> None:
    """From now on this protects somebody; part of the caller's transaction."""
    diary.write(DIARY, ("begun", kind, str(subject), key, *details))


def ended(kind: Kind, subject: UUID, key: str) -> None:
    """It does so no more."""
    diary.write(DIARY, ("ended", kind, str(subject), key))


@transaction.atomic
def restore(since: datetime) -> int:
    """Let everything stand as it was last noted; the number of what did not. Harmless when repeated."""
    return sum(_restoring[noted.kind](noted) for noted in _last(since))


def _last(since: datetime) -> list[Noted]:
    found: dict[tuple[str, ...], Noted] = {}
    for line in diary.lines(DIARY, since):
        act, kind, subject, key, *details = line.words
        noted = Noted(line.at, Kind(kind), UUID(subject), key, act == "begun", tuple(details))
        found[kind, subject, key] = noted
    return list(found.values())
