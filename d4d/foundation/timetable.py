"""What the clock starts: each entry calls one service, through the outbox like all other news.

A tick is one row per entry and slot, so several clocks may run, and a missed slot is caught up once.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time

from django.db import transaction

from d4d.foundation import clock, outbox

Job = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Entry:
    """A service and how often it runs."""

    name: str
    job: Job
    minutes: int = 0
    at: time | None = None

    def slot(self, moment: datetime) -> str:
        """The turn to which this moment belongs; empty when today's turn has not come."""
        local = clock.local(moment)
        if self.at is None:
            return str(int(moment.timestamp()) // (self.minutes * 60))
        return local.date().isoformat() if local.time() >= self.at else ""


@dataclass(frozen=True, slots=True)
class Ticked(outbox.Event):
    """The turn of a timetable entry has come."""

    topic = "clock.ticked"
    entry: str
    slot: str


_entries: dict[str, Entry] = {}


def every(minutes: int, job: Job) -> None:
    """Run a service again and again."""
    _add(Entry(_name(job), job, minutes=minutes))


def daily(at: str, job: Job) -> None:
    """Run a service once a day, at or as soon as possible after a Dutch wall-clock time."""
    _add(Entry(_name(job), job, at=time.fromisoformat(at)))


def entries() -> list[Entry]:
    """Everything the clock starts."""
    return sorted(_entries.values(), key=lambda entry: entry.name)


def tick() -> None:
    """Publish every turn that has come; harmless to repeat."""
    now = clock.now()
    with transaction.atomic():
        for entry in entries():
            if slot := entry.slot(now):
                outbox.publish(Ticked(entry=entry.name, slot=slot))


def run_entry(event: Ticked) -> None:
    """The clock has struck: run the service of this entry."""
    if entry := _entries.get(event.entry):
        entry.job()


outbox.subscribe(Ticked, run_entry)


def _add(entry: Entry) -> None:
    if _entries.get(entry.name, entry) != entry:
        raise ValueError(f"{entry.name} is in the timetable already")
    _entries[entry.name] = entry


def _name(job: Job) -> str:
    return f"{job.__module__}.{getattr(job, '__qualname__', type(job).__name__)}"
