"""How moving in went: what was read, moved, known already and refused, in rows and in cents."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from d4d.foundation.importing.wrong import Complaint

SPOKEN = "en"  # the report is read where the command was given, and commands speak English
NOT_EVEN = "NOT EVEN: rows or cents are missing, or a file could not be read."


@dataclass(slots=True)
class Tally:
    """One file: every row is moved, known already or refused, and so is every cent.

    Of a file that could not be read nobody knows the rows.
    """

    name: str
    is_read: bool = True
    rows: int = 0
    moved: int = 0
    known: int = 0
    refused: int = 0
    read_cents: int = 0
    moved_cents: int = 0
    known_cents: int = 0
    refused_cents: int = 0
    complaints: list[Complaint] = field(default_factory=list)

    @property
    def figures(self) -> tuple[int, ...]:
        """Rows and cents: read, moved, known already, refused."""
        rows = (self.rows, self.moved, self.known, self.refused)
        return (*rows, self.read_cents, self.moved_cents, self.known_cents, self.refused_cents)

    @property
    def is_even(self) -> bool:
        """Whether nothing was lost on the way."""
        rows = self.moved + self.known + self.refused
        cents = self.moved_cents + self.known_cents + self.refused_cents
        return self.is_read and rows == self.rows and cents == self.read_cents


@dataclass(slots=True)
class Account:
    """All files together."""

    tallies: list[Tally] = field(default_factory=list)

    @property
    def is_even(self) -> bool:
        """Whether every file is."""
        return all(tally.is_even for tally in self.tallies)

    def lines(self) -> Iterator[str]:
        """The report: figures, then every defect by file, row and column; never what stood there."""
        head = ("file", "rows", "moved", "known", "refused", "cents", "moved", "known", "refused")
        yield _line(head)
        figures = [one.figures for one in self.tallies]
        for one in self.tallies:
            yield _line((one.name, *one.figures))
        yield _line(("together", *map(sum, zip(*figures, strict=True))))
        yield "Everything is accounted for." if self.is_even else NOT_EVEN
        for one in self.tallies:
            for complaint in one.complaints:
                yield f"{one.name}, row {complaint.row}, {complaint.column or '-'}: {complaint.words}"


def _line(cells: tuple[object, ...]) -> str:
    first, *rest = cells
    return f"{first!s:20}" + "".join(f"{cell!s:>12}" for cell in rest)
