"""The only clock of the house."""

from calendar import monthrange
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.utils import timezone

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def now() -> datetime:
    """This moment, aware."""
    return timezone.now()


def today() -> date:
    """The date on the wall in Rosmalen."""
    return local(now()).date()


def unless_gone(day: date | None) -> date | None:
    """A day that is still to come; one gone by promises nothing."""
    return day if day and day >= today() else None


def local(moment: datetime) -> datetime:
    """The same moment as a clock in the Netherlands shows it."""
    return moment.astimezone(AMSTERDAM)


def midnight(day: date) -> datetime:
    """The moment at which a day begins in the Netherlands."""
    return datetime.combine(day, time(), tzinfo=AMSTERDAM)


def months_later(day: date, months: int) -> date:
    """The same day some months on, or the last one of a shorter month: 31 January becomes 28 February."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
