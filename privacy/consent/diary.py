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

from d4d.foundation import clock, locked, seal

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
    """Note a decision in every place, once the transaction that makes it has held.

    The moment is that of the note: a backup that begins before a decision held never has a later one.
    """
    said = [f"{act} {channel} {purpose} {mark}" for purpose, channel in pairs]
    transaction.on_commit(partial(_append, said), robust=True)


def lines(since: datetime) -> list[Line]:
    """What was decided since a moment, oldest first; a line that we did not write counts for nothing."""
    found = {line for path in _places() for line in _read(path) if line.at >= since}
    return sorted(found, key=lambda line: line.at)


def forget() -> int:
    """Drop the lines that are older than any backup; the number of them."""
    oldest, dropped = clock.now() - KEPT, 0
    with locked.alone("addresses"):
        for path in _places():
            texts = _texts(path)
            kept = [text for text in texts if _is_younger(text, oldest)]
            if len(kept) < len(texts):
                fresh = path.with_suffix(".new")
                _write(fresh, "".join(f"{text}\n" for text in kept), mode="w")
                fresh.replace(path)
                dropped += len(texts) - len(kept)
    return dropped


def _is_younger(text: str, oldest: datetime) -> bool:
    """Whether a line must stay; one that was cut off in a power cut counts for nothing."""
    line = _line_of(text)
    return line is not None and line.at >= oldest


def _places() -> list[Path]:
    return [Path(folder) / "addresses.diary" for folder in settings.LEDGER_ANCHORS]


def _append(said: list[str]) -> None:
    with locked.alone("addresses"):
        at = clock.now().isoformat()
        lines = [f"{at} {one}" for one in said]
        text = "".join(f"{line} {seal.fingerprint('diary', line)}\n" for line in lines)
        for path in _places():
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(path, text)


def _write(path: Path, text: str, mode: str = "a") -> None:
    with path.open(mode, encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _texts(path: Path) -> list[str]:
    return path.read_text(encoding="ascii").splitlines() if path.exists() else []


def _read(path: Path) -> Iterator[Line]:
    yield from filter(None, map(_line_of, _texts(path)))


def _line_of(text: str) -> Line | None:
    said, _, mark = text.rpartition(" ")
    words = said.split()
    if len(words) != 5 or mark != seal.fingerprint("diary", said):
        return None
    return Line(datetime.fromisoformat(words[0]), *words[1:])
