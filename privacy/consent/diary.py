"""Which addresses were left alone or asked back, day by day, outside the database.

An old backup has forgotten who said no since; this has not. The folders of LEDGER_ANCHORS hold a line per
decision, `moment act channel purpose fingerprint mark`, and no address. Catching up after a restore takes
them over. Lines are dropped once no backup can be that old.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction

from d4d.foundation import clock, seal

LEFT_ALONE, ASKED_BACK = "left-alone", "asked-back"
KEPT = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Line:
    """One decision about one address on one channel for one purpose."""

    at: datetime
    act: str
    channel: str
    purpose: str
    mark: str


def write(act: str, mark: str, pairs: list[tuple[str, str]]) -> None:
    """Note a decision in every place, once the transaction that makes it has held."""
    at = clock.now().isoformat()
    said = [f"{at} {act} {channel} {purpose} {mark}" for purpose, channel in pairs]
    transaction.on_commit(partial(_append, said), robust=True)


def lines(since: datetime) -> list[Line]:
    """What was decided since a moment, oldest first; a line that we did not write counts for nothing."""
    found = {line for path in _places() for line in _read(path) if line.at >= since}
    return sorted(found, key=lambda line: line.at)


def forget() -> int:
    """Drop the lines that are older than any backup; the number of them."""
    oldest, dropped = clock.now() - KEPT, 0
    for path in _places():
        kept = [line for line in _texts(path) if datetime.fromisoformat(line.split()[0]) >= oldest]
        if surplus := len(_texts(path)) - len(kept):
            fresh = path.with_suffix(".new")
            fresh.write_text("".join(f"{line}\n" for line in kept), encoding="ascii")
            fresh.replace(path)
            dropped += surplus
    return dropped


def _places() -> list[Path]:
    return [Path(folder) / "addresses.diary" for folder in settings.LEDGER_ANCHORS]


def _append(said: list[str]) -> None:
    text = "".join(f"{line} {seal.fingerprint('diary', line)}\n" for line in said)
    for path in _places():
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="ascii") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())


def _texts(path: Path) -> list[str]:
    return path.read_text(encoding="ascii").splitlines() if path.exists() else []


def _read(path: Path) -> Iterator[Line]:
    for text in _texts(path):
        said, _, mark = text.rpartition(" ")
        words = said.split()
        if len(words) == 5 and mark == seal.fingerprint("diary", said):
            yield Line(datetime.fromisoformat(words[0]), *words[1:])
