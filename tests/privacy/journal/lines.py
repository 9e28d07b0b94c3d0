"""Somebody whose erasure is noted, and others."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

from privacy import journal

AT = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)  # after midnight in Rosmalen
RUN, SUBJECT = uuid4(), uuid4()


def some_lines(count: int) -> list[UUID]:
    """Note the erasures of so many; the runs."""
    runs = [uuid4() for _ in range(count)]
    for run in runs:
        journal.write(run, uuid4(), AT)
    return runs
