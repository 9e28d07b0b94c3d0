"""Whether a statement tells once more of a transfer, or of another one that looks the same.

Alike are transfers of one day, amount and other account. Files overlap lawfully, and banks differ in what
they say, so four things are asked, from certain to likely: the bank's own reference, where it names both; the
balances between which the statements run; whether one file repeats the other's whole day; else nobody knows.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from functools import cached_property

from shop.invoicing.bank.transfer import Transfer
from shop.invoicing.models import BankLine

CONVINCING = 2  # different transfers of a day that two files share


class Run(Enum):
    """How the statement of an earlier transfer lies to that of one which looks the same."""

    OVERLAPS = auto()
    APART = auto()
    UNKNOWN = auto()


@dataclass(frozen=True)
class Told:
    """What one file tells."""

    transfers: Sequence[Transfer]

    @cached_property
    def days(self) -> dict[date, Counter[str]]:
        """What was booked on each day, by how it looks."""
        days: dict[date, Counter[str]] = {one.booked_on: Counter() for one in self.transfers}
        for one in self.transfers:
            days[one.booked_on][one.looks] += 1
        return days

    def of(self, line: BankLine, looks: str) -> Transfer | None:
        """The transfer of which a row was made."""
        alike = [one for one in self.transfers if one.looks == looks]
        return next((one for one in alike if one.reference[: len(line.reference)] == line.reference), None)


def fresh(
    alike: Sequence[Transfer],
    earlier: Sequence[BankLine],
    here: Told,
    elsewhere: Callable[[BankLine], Told | None],
) -> list[tuple[Transfer, bool]]:
    """Of transfers that look alike in one file those that no earlier row stands for, in their order.

    Each with whether that is doubtful. `elsewhere` is the file of which an earlier row was made.
    """
    rows, left = list(earlier), []
    for one in alike:
        if same := next((row for row in rows if one.form and row.reference == one.reference[:60]), None):
            rows.remove(same)
        else:
            left.append(one)
    if not left:
        return []
    found = Counter(_run(row, left[0], here, elsewhere(row)) for row in rows)
    rest = left[found[Run.OVERLAPS] :]
    return [(one, number < found[Run.UNKNOWN]) for number, one in enumerate(rest)]


def _run(row: BankLine, one: Transfer, here: Told, there: Told | None) -> Run:
    other = there.of(row, one.looks) if there else None
    if there is None or other is None:
        return Run.UNKNOWN
    if one.form and one.form == other.form:  # the bank names both, and otherwise
        return Run.APART
    by_balance = _by_balance(one.balances, other.balances)
    if by_balance is not Run.UNKNOWN:
        return by_balance
    return _by_day(here.days[one.booked_on], there.days[one.booked_on])


def _by_balance(one: tuple[int, int] | None, other: tuple[int, int] | None) -> Run:
    if one is None or other is None:
        return Run.UNKNOWN
    overlaps = one[0] == other[0] or one[1] == other[1]
    follows = one[0] == other[1] or one[1] == other[0]
    if overlaps == follows:
        return Run.UNKNOWN
    return Run.OVERLAPS if overlaps else Run.APART


def _by_day(one: Counter[str], other: Counter[str]) -> Run:
    smaller = one if one.total() <= other.total() else other
    repeats = one & other == smaller and len(smaller) >= CONVINCING
    return Run.OVERLAPS if repeats else Run.UNKNOWN
