"""The clock of our promises: it runs on working days from 08:30 to 17:00 in Amsterdam, and stands still else.

Moments are aware datetimes, lengths are lengths of working time. A working day knows no change of the
clock, because that happens at night; so an hour of work is always an hour.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import count

from contracts.service.working_days import is_working_day
from d4d.foundation import clock

OPENS = time(8, 30)
CLOSES = time(17, 0)


def due_at(start: datetime, hours: int) -> datetime:
    """When so many working hours have passed: reported on Friday at 16:00, 8 hours is Monday 15:30."""
    return after(start, timedelta(hours=hours))


def after(start: datetime, work: timedelta) -> datetime:
    """The first moment at which this much working time has passed since another."""
    left = max(work, timedelta(0))
    for opens, closes in _days_from(start):
        begins = max(opens, start)
        if begins >= closes:
            continue
        if left <= closes - begins:
            return clock.local(begins + left)
        left -= closes - begins
    raise AssertionError("there is always a next working day")


def between(start: datetime, end: datetime) -> timedelta:
    """How much working time lies between two moments; none when the second comes first."""
    worked = timedelta(0)
    for opens, closes in _days_from(start):
        if opens >= end:
            return worked
        worked += max(min(closes, end) - max(opens, start), timedelta(0))
    raise AssertionError("the days go on")


def _days_from(start: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The opening hours of each working day, from the day of a moment on, in universal time."""
    first = clock.local(start).date()
    for number in count():
        day = first + timedelta(days=number)
        if is_working_day(day):
            yield _moment(day, OPENS), _moment(day, CLOSES)


def _moment(day: date, at: time) -> datetime:
    return datetime.combine(day, at, tzinfo=clock.AMSTERDAM)
