"""One file of the erasure journal: read with every doubt, written with fsync."""

import os
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from uuid import UUID

from d4d.foundation import clock, seal

NAME = "erasures.journal"
_FOLLOWS = "follows"


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody was erased: on which day, in which run, and the identity without a name."""

    day: date
    run: UUID
    subject: UUID

    def content(self) -> bytes:
        """What the seal covers."""
        return f"{self.day.isoformat()} {self.run} {self.subject}".encode()

    def line(self, sealed: str) -> str:
        """The entry as it stands in the file."""
        return f"{self.content().decode()} {sealed}"


@dataclass(slots=True)
class Copy:
    """What one place holds: the whole lines, whom they name, and where they stop being true.

    `kept_bytes` is where the last whole line ends; a line that was cut off in a power cut lies behind it.
    `is_too_long` when the file still holds what was forgotten in another place.
    """

    path: Path
    exists: bool = False
    lines: list[str] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    kept_bytes: int = 0
    is_torn: bool = False
    broken_at: int = 0
    is_too_long: bool = False

    @property
    def last_seal(self) -> str:
        """The seal that the next line follows."""
        return self.seal_of(len(self.entries))

    def seal_of(self, count: int) -> str:
        """The seal of the line with this number of entries before its end."""
        return self.lines[count].rpartition(" ")[2]

    def seals(self) -> list[str]:
        """The seal that the first entry follows, and that of every entry."""
        return [self.seal_of(count) for count in range(len(self.lines))]

    def begin_after(self, follows: str, oldest: date) -> None:
        """Leave out what stands before a seal, if all of it is older than a day."""
        seals = self.seals()
        count = seals.index(follows) if follows in seals else 0
        if count and all(one.day < oldest for one in self.entries[:count]):
            self.lines = [first_line(follows), *self.lines[count + 1 :]]
            self.entries = self.entries[count:]
            self.is_too_long = True

    def remarks(self) -> list[str]:
        """What is wrong here, in words."""
        found = {
            f"{self.path} is missing": not self.exists,
            f"line {self.broken_at} of {self.path} is not what was written": bool(self.broken_at),
            f"the last line of {self.path} was cut off": self.is_torn,
        }
        return [remark for remark, is_so in found.items() if is_so]


def first_line(follows: str) -> str:
    """The line that begins a file: the seal that its first entry follows."""
    return f"{_FOLLOWS} {follows}"


def read(path: Path) -> Copy:
    """Everything that can be believed of a file; one without a whole line is as good as missing."""
    try:
        content = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return Copy(path)
    *whole, rest = content.split(b"\n")
    copy = Copy(path, exists=bool(whole), kept_bytes=len(content) - len(rest), is_torn=bool(rest))
    for number, raw in enumerate(whole, 1):
        line = raw.decode("ascii", "replace")
        if not _is_next(copy, line):
            copy.broken_at = number
            break
        copy.lines.append(line)
    return copy


def append(copy: Copy, lines: list[str]) -> None:
    """Add the lines that a file lacks, behind its last whole line; they are on disk on return."""
    if copy.is_too_long:
        replace(copy.path, lines)
        return
    lacking = "".join(f"{line}\n" for line in lines[len(copy.lines) if copy.kept_bytes else 0 :])
    if not lacking and not copy.is_torn:
        return
    is_new = not copy.path.exists()
    file = os.open(copy.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        if copy.is_torn:
            os.ftruncate(file, copy.kept_bytes)
        _write_whole(file, lacking.encode())
        os.fsync(file)
    finally:
        os.close(file)
    if is_new:
        _sync_folder(copy.path.parent)


def replace(path: Path, lines: list[str]) -> None:
    """Put other lines in the place of a file, at once or not at all."""
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    append(Copy(fresh), lines)
    fresh.replace(path)
    _sync_folder(path.parent)


def put_aside(path: Path) -> None:
    """Leave a file that is not believed any more beside the one that takes its place."""
    if path.exists():
        path.rename(path.with_suffix(f".before-{clock.now():%Y%m%d%H%M%S}"))


def _is_next(copy: Copy, line: str) -> bool:
    if not copy.lines:
        word, _, follows = line.partition(" ")
        return word == _FOLLOWS and len(follows) == len(seal.FIRST)
    try:
        day, run, subject, sealed = line.split(" ")
        entry = Entry(date.fromisoformat(day), UUID(run), UUID(subject))
    except ValueError:
        return False
    if not seal.is_intact(copy.last_seal, entry.content(), sealed) or entry.line(sealed) != line:
        return False
    copy.entries.append(entry)
    return True


def _write_whole(file: int, content: bytes) -> None:
    while content:
        content = content[os.write(file, content) :]


def _sync_folder(folder: Path) -> None:
    held = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(held)
    finally:
        os.close(held)
