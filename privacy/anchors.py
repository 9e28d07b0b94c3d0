"""Where the end of a sealed ledger is written down outside the database.

A chain shows every change but one: that its last rows are gone. So its head is written, with its own seal,
to files in the folders of LEDGER_ANCHORS: one line a day, `moment ledger sequence seal mark`.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from d4d.foundation import clock, seal
from privacy.vocabulary import Keep


@dataclass(frozen=True, slots=True)
class Anchor:
    """How long a ledger was at a moment, and the seal of its last row."""

    at: datetime
    sequence: int
    seal: str


class AnchorDamaged(Exception):
    """A line of an anchor file is not what we wrote; says which."""


def drop(ledger: str, sequence: int, head: str) -> bool:
    """Write the head of a ledger down in every place; False where that stands there already."""
    written = False
    for path in places(ledger):
        known = list(_lines(path))
        if known and (known[-1].sequence, known[-1].seal) == (sequence, head):
            continue
        _append(path, f"{clock.now().isoformat()} {ledger} {sequence} {head}")
        written = True
    return written


def anchors(ledger: str) -> list[Anchor]:
    """Every head that was ever written down, in any place, oldest first; raises AnchorDamaged."""
    found = {(one.sequence, one.seal, one.at) for path in places(ledger) for one in _lines(path)}
    return [Anchor(at, sequence, head) for sequence, head, at in sorted(found, key=lambda one: one[2])]


def may_be_gone(known: list[Anchor], keep: Keep) -> int:
    """Up to where a ledger was so long ago that its rows may have been let go."""
    latest = keep.cutoff(clock.today()) + timedelta(days=1)
    return max((one.sequence for one in known if clock.local(one.at).date() <= latest), default=0)


def set_aside(ledger: str) -> None:
    """Begin anew, after a backup was put back that is shorter; the old files stay beside the new ones."""
    for path in places(ledger):
        if path.exists():
            path.rename(path.with_suffix(f".before-{clock.now():%Y%m%d%H%M%S}"))


def missing(ledger: str) -> list[str]:
    """The places that have no file."""
    return [str(number) for number, path in enumerate(places(ledger), start=1) if not path.exists()]


def places(ledger: str) -> list[Path]:
    """The anchor files of a ledger."""
    return [Path(folder) / f"{ledger}.anchors" for folder in settings.LEDGER_ANCHORS]


def _lines(path: Path) -> Iterator[Anchor]:
    if not path.exists():
        return
    for number, line in enumerate(path.read_text(encoding="ascii").splitlines(), start=1):
        said, _, mark = line.rpartition(" ")
        words = said.split()
        if len(words) != 4 or mark != seal.fingerprint("anchor", said):
            raise AnchorDamaged(f"line {number} of {path.name}")
        yield Anchor(datetime.fromisoformat(words[0]), int(words[2]), words[3])


def _append(path: Path, said: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="ascii") as file:
        file.write(f"{said} {seal.fingerprint('anchor', said)}\n")
        file.flush()
        os.fsync(file.fileno())
