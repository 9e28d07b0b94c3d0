"""By when a request must be answered (GDPR art. 12(3)): whole months, the earlier day where rules differ.

Never moved on to a working day: that would be the later reading of the law.
"""

from datetime import date, datetime, timedelta

from d4d.foundation import clock
from privacy.vocabulary import ANSWER_MONTHS, EXTENSION_MONTHS


def due_on(received_at: datetime) -> date:
    """The last day for an answer, counted from the day on the wall in Rosmalen."""
    return clock.months_later(clock.local(received_at).date(), ANSWER_MONTHS)


def extended(due: date) -> date:
    """The last day after an extension."""
    return clock.months_later(due, EXTENSION_MONTHS)


def resumed(due: date, paused_on: date, today: date) -> date:
    """The last day after the clock stood still while we asked who somebody is."""
    return due + timedelta(days=max((today - paused_on).days, 0))
