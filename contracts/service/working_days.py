"""On which days we come, and on which the clock of a promise runs: the days on which parcels go out too.

Liberation Day is off once in five years only, and Good Friday always: the house has one calendar.
"""

from datetime import date, timedelta
from functools import cache

import holidays
from django.utils.translation import get_language

from shop.catalogue.delivery_day import is_working_day, next_working_day

__all__ = ["day_off", "is_working_day", "next_working_day", "working_day_by", "working_day_from"]

LANGUAGES = {"nl": "nl", "en": "en_US"}


def working_day_from(day: date) -> date:
    """This day when people work, else the first day after it on which they do."""
    return day if is_working_day(day) else next_working_day(day)


def working_day_by(day: date) -> date:
    """This day when people work, else the last day before it on which they do."""
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


def day_off(day: date) -> str:
    """The name of the holiday in the reader's language; empty on a day that is none."""
    name: str = _holidays(LANGUAGES.get((get_language() or "nl")[:2], "nl")).get(day, "")
    return name


@cache
def _holidays(language: str) -> holidays.HolidayBase:
    return holidays.country_holidays("NL", language=language)
