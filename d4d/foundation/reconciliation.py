"""Catching up after a restore: what the world outside knows and the database has forgotten.

Rooms add what they can find out: invoices from the archive, payments from the provider, labels from the
couriers, numbers that must not be given out twice. Each may be repeated.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from d4d.foundation.models import Restoration


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found or done; `is_open` when somebody must still look at it."""

    text: str
    is_open: bool = False


CatchUp = Callable[[datetime], Iterator[Finding]]

_rooms: list[tuple[int, str, CatchUp]] = []


def add(position: int, name: str, catch_up: CatchUp) -> None:
    """Let a room catch up with what happened since a moment, in the order of the positions."""
    _rooms.append((position, name, catch_up))


def run() -> Iterator[tuple[str, Finding]]:
    """Let every room catch up with what happened since the oldest backup that was put back unfinished."""
    since = (
        Restoration.objects.filter(reconciled_at=None)
        .order_by("taken_at")
        .values_list("taken_at", flat=True)
        .first()
    )
    if since is None:
        return
    for _, name, catch_up in sorted(_rooms, key=lambda room: room[0]):
        for finding in catch_up(since):
            yield name, finding
