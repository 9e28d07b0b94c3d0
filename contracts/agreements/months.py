"""Counting in months: always from the first day, so that the 31st comes back after a short month."""

from datetime import date, timedelta

from d4d.foundation.clock import months_later

ONE_DAY = timedelta(days=1)


def between(first: date, last: date) -> int:
    """How many month names lie between two days: what to count on from one to the other."""
    return (last.year - first.year) * 12 + last.month - first.month


def step(anchor: date, day: date, months: int) -> date:
    """A day counted from an anchor, so many months further: 31 January, 28 February, 31 March."""
    return months_later(anchor, between(anchor, day) + months)


def first_at_or_after(anchor: date, months: int, day: date) -> date:
    """The first of an anchor's steps that does not lie before a day."""
    steps = max(0, between(anchor, day) // months)
    while (found := months_later(anchor, steps * months)) < day:
        steps += 1
    return found


def last_day(first: date) -> date:
    """The day before."""
    return first - ONE_DAY
