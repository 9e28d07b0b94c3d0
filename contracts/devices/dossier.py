"""What an inspector asks for: the papers of a device, what comes next, and what is missing.

Rooms above add their papers at start-up; each asks the database as little as it can.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models.fields.files import FieldFile

from contracts.devices.models import Device


@dataclass(frozen=True, slots=True)
class Paper:
    """One piece of evidence about a device.

    `done_on` is the day of the work, empty when it was not done yet; `next_on` the day by which it must be
    done again; `file` the report itself.
    """

    title: str
    done_on: date | None = None
    valid_until: date | None = None
    next_on: date | None = None
    file: FieldFile | None = None

    def is_valid(self, day: date) -> bool:
        """Whether it still proves something on a day."""
        return self.done_on is not None and (self.valid_until is None or day <= self.valid_until)


Maker = Callable[[Device], list[Paper]]

_makers: list[Maker] = []


def add(maker: Maker) -> None:
    """Let a room hand in the papers that it has of a device."""
    if maker not in _makers:
        _makers.append(maker)


def papers(device: Device) -> list[Paper]:
    """Every paper of a device, the newest first; what was not done yet comes last."""
    found = [paper for make in _makers for paper in make(device)]
    return sorted(found, key=lambda paper: paper.done_on or date.min, reverse=True)
