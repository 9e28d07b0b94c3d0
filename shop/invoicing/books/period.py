"""A stretch of time as bookkeepers name it: 2026-11, 2026-Q4 or 2026."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

_NAMED = re.compile(r"(?P<year>20\d\d)(?:-(?:Q(?P<quarter>[1-4])|(?P<month>0[1-9]|1[0-2])))?")


class NoPeriod(ValueError):
    """This names no month, quarter or year."""


@dataclass(frozen=True, slots=True)
class Period:
    """A month, a quarter or a year; the first and the last day belong to it."""

    name: str
    first: date
    last: date

    @classmethod
    def named(cls, name: str) -> "Period":
        """The period with this name; raises NoPeriod."""
        found = _NAMED.fullmatch(name)
        if found is None:
            raise NoPeriod(name)
        year = int(found["year"])
        if found["month"]:
            return cls._months(name, year, int(found["month"]), 1)
        if found["quarter"]:
            return cls._months(name, year, 3 * int(found["quarter"]) - 2, 3)
        return cls._months(name, year, 1, 12)

    @classmethod
    def quarter_of(cls, day: date) -> "Period":
        """The quarter in which a day falls."""
        return cls.named(f"{day.year}-Q{(day.month + 2) // 3}")

    @classmethod
    def _months(cls, name: str, year: int, first: int, count: int) -> "Period":
        last = first + count - 1
        return cls(name, date(year, first, 1), date(year, last, monthrange(year, last)[1]))
