"""Counting in months: always from the first day, so that the 31st comes back after a short month."""

from calendar import monthrange
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


def after(day: date, months: int) -> date:
    """The same day so many months later; where a month is too short, its last day."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


def between(first: date, last: date) -> int:
    """How many month names lie between two days: what `after` must count to get from one to the other."""
    return (last.year - first.year) * 12 + last.month - first.month


def step(anchor: date, day: date, months: int) -> date:
    """A day counted from an anchor, so many months further: 31 January, 28 February, 31 March."""
    return after(anchor, between(anchor, day) + months)


def first_at_or_after(anchor: date, months: int, day: date) -> date:
    """The first of an anchor's steps that does not lie before a day."""
    steps = max(0, between(anchor, day) // months)
    while (found := after(anchor, steps * months)) < day:
        steps += 1
    return found


def last_day(first: date) -> date:
    """The day before."""
    return first - ONE_DAY
