"""What an inspector asks for: the papers of a device, what comes next, and what is missing.

Rooms above add their papers at start-up; each asks the database as little as it can.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models.fields.files import FieldFile

from contracts.devices.models import Device


@dataclass(frozen=True, slots=True)
class Paper:
    """One piece of evidence about a device.

    Papers of one sort, or else of one title, follow each other up.
    `done_on` is the day of the work, empty when it was never done; `next_on` the day by which it must be
    done (again); `file` the report itself.
    """

    title: str
    done_on: date | None = None
    valid_until: date | None = None
    next_on: date | None = None
    file: FieldFile | None = None
    sort: str = ""

    def is_missing(self, day: date) -> bool:
        """Whether it proves nothing on a day, although it should."""
        if self.done_on is None:
            return self.next_on is None or self.next_on < day
        return self.valid_until is not None and self.valid_until < day


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands with a device: what was done, what comes next, and what is missing."""

    done: list[Paper]
    next: list[Paper]
    missing: list[Paper]


Maker = Callable[[Device], list[Paper]]

_makers: list[Maker] = []


def add(maker: Maker) -> None:
    """Let a room hand in the papers that it has of a device."""
    if maker not in _makers:
        _makers.append(maker)


def papers(device: Device) -> list[Paper]:
    """Every paper of a device, the newest first; what was never done comes last."""
    found = [paper for make in _makers for paper in make(device)]
    return sorted(found, key=lambda paper: paper.done_on or date.min, reverse=True)


def standing(found: Iterable[Paper], today: date) -> Standing:
    """How it stands, by the newest paper of each sort; `found` comes newest first."""
    newest: dict[str, Paper] = {}
    for paper in found:
        newest.setdefault(paper.sort or paper.title, paper)
    current = list(newest.values())
    missing = [paper for paper in current if paper.is_missing(today)]
    to_come = [paper for paper in current if paper.next_on and paper.next_on >= today]
    return Standing(
        done=[paper for paper in current if paper.done_on and paper not in missing],
        next=sorted(to_come, key=lambda paper: paper.next_on or today),
        missing=missing,
    )
