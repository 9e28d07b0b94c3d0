"""The only clock of the house."""

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


def local(moment: datetime) -> datetime:
    """The same moment as a clock in the Netherlands shows it."""
    return moment.astimezone(AMSTERDAM)


def midnight(day: date) -> datetime:
    """The moment at which a day begins in the Netherlands."""
    return datetime.combine(day, time(), tzinfo=AMSTERDAM)
