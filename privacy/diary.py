"""What was decided about single people, day by day, outside the database.

An old backup has forgotten what was decided since; a diary has not. The folders of LEDGER_ANCHORS hold a
line per decision, `moment words mark`: codes, fingerprints and identities, never a name or an address.
After a restore these lines are taken over. They are dropped once no backup can be that old.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction

from d4d.foundation import clock, seal, turn

KEPT = timedelta(days=60)
ENDING = ".diary"


@dataclass(frozen=True, slots=True)
class Line:
    """One decision, in as many words as its diary takes."""

    at: datetime
    words: tuple[str, ...]


def write(diary: str, *decisions: tuple[str, ...]) -> None:
    """Note decisions in every place, once the transaction that makes them has held.

    The moment is that of the note: a backup that began before a decision held never has a later one.
    """
    said = [" ".join(words) for words in decisions]
    transaction.on_commit(partial(_append, diary, said), robust=True)


def lines(diary: str, since: datetime) -> list[Line]:
    """What was decided since a moment, oldest first; a line that we did not write counts for nothing."""
    found = {line for folder in _folders() for line in _read(folder / f"{diary}{ENDING}") if line.at >= since}
    return sorted(found, key=lambda line: line.at)


def forget() -> int:
    """Drop the lines that are older than any backup, of every diary; the number of them."""
    with turn.of("diaries"):
        return sum(_shorten(path) for folder in _folders() for path in folder.glob(f"*{ENDING}"))


def _folders() -> list[Path]:
    return [Path(folder) for folder in settings.LEDGER_ANCHORS]


def _append(diary: str, said: list[str]) -> None:
    with turn.of("diaries"):
        at = clock.now().isoformat()
        lines = [f"{at} {one}" for one in said]
        text = "".join(f"{line} {_mark(diary, line)}\n" for line in lines)
        for folder in _folders():
            folder.mkdir(parents=True, exist_ok=True)
            _write(folder / f"{diary}{ENDING}", "a", text)


def _shorten(path: Path) -> int:
    oldest, texts = clock.now() - KEPT, _texts(path)
    kept = [text for text in texts if (line := _line_of(path, text)) and line.at >= oldest]
    if len(kept) < len(texts):
        fresh = path.with_suffix(".new")
        _write(fresh, "w", "".join(f"{text}\n" for text in kept))
        fresh.replace(path)
    return len(texts) - len(kept)


def _write(path: Path, mode: str, text: str) -> None:
    with path.open(mode, encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _texts(path: Path) -> list[str]:
    return path.read_text(encoding="ascii").splitlines() if path.exists() else []


def _read(path: Path) -> Iterator[Line]:
    yield from filter(None, (_line_of(path, text) for text in _texts(path)))


def _line_of(path: Path, text: str) -> Line | None:
    """What a line says; nothing when it was cut off in a power cut, or is not ours."""
    said, _, mark = text.rpartition(" ")
    if not said or mark != _mark(path.stem, said):
        return None
    at, *words = said.split()
    return Line(datetime.fromisoformat(at), tuple(words))


def _mark(diary: str, said: str) -> str:
    return seal.fingerprint(f"diary {diary}", said)
