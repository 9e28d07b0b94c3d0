"""When a parcel leaves that is ordered now, and when it is there."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache

import holidays
from django.conf import settings

from d4d.foundation import clock


@dataclass(frozen=True, slots=True)
class Promise:
    """What we say about the parcel of an order that is placed now and lies on the shelf."""

    order_before: datetime
    ships_on: date
    arrives_on: date


def promise(moment: datetime) -> Promise:
    """The next cut-off, the day the parcel then leaves, and the working day on which it arrives."""
    local = clock.local(moment)
    cut_off = time.fromisoformat(settings.CUT_OFF)
    today = local.date()
    ships_on = today if is_working_day(today) and local.time() < cut_off else next_working_day(today)
    order_before = datetime.combine(ships_on, cut_off, tzinfo=clock.AMSTERDAM)
    return Promise(order_before, ships_on, next_working_day(ships_on))


def next_working_day(after: date) -> date:
    """The first working day after a day."""
    day = after + timedelta(days=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def is_working_day(day: date) -> bool:
    """Monday to Friday, unless the Netherlands celebrate."""
    return day.isoweekday() <= 5 and day not in _dutch_holidays()


@cache
def _dutch_holidays() -> holidays.HolidayBase:
    return holidays.country_holidays("NL")
