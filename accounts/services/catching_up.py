"""After an old backup was put back: no customer number is given out twice."""

from collections.abc import Iterator
from datetime import datetime

from accounts.models import Practice
from accounts.services.register import FIRST_NUMBER
from d4d.foundation import numbering
from d4d.foundation.reconciliation import Finding

LEAP = 1_000  # more than register between two backups


def catch_up(since: datetime) -> Iterator[Finding]:
    """Leave out the numbers that lost practices may bear."""
    last = Practice.objects.order_by("-pk").values_list("number", flat=True).first()
    reached = max(int(last or 0) - FIRST_NUMBER, 0) + LEAP
    numbering.raise_to("customer", reached)
    yield Finding(f"customer numbers go on after {FIRST_NUMBER + reached}")
