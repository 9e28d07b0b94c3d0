"""By when a request must be answered (GDPR art. 12(3)): whole months, the earlier day where rules differ."""

from calendar import monthrange
from datetime import date, datetime, timedelta

from d4d.foundation import clock
from privacy.vocabulary import ANSWER_MONTHS, EXTENSION_MONTHS


def months_later(day: date, months: int) -> date:
    """The same day some months on, or the last one of a shorter month: 31 January becomes 28 February.

    Never moved on to a working day: that would be the later reading of the law.
    """
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def due_on(received_at: datetime) -> date:
    """The last day for an answer, counted from the day on the wall in Rosmalen."""
    return months_later(clock.local(received_at).date(), ANSWER_MONTHS)


def extended(due: date) -> date:
    """The last day after an extension."""
    return months_later(due, EXTENSION_MONTHS)


def resumed(due: date, paused_on: date, today: date) -> date:
    """The last day after the clock stood still while we asked who somebody is."""
    return due + timedelta(days=max((today - paused_on).days, 0))
