"""The days on which the demo happens: what it writes down came one after the other, not in one minute."""

import heapq
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from unittest.mock import patch

from django.utils import timezone

from d4d.foundation import relay

Story = Iterator[int]  # each step says how many days ago what follows it happens


@contextmanager
def days_ago(days: int) -> Iterator[None]:
    """Let the house believe that it is so many days earlier, until its news of then is told."""
    now = timezone.now

    def then() -> datetime:
        return now() - timedelta(days=days)

    with patch.object(timezone, "now", then):
        yield
        while relay.run_once():
            pass


def live(stories: Sequence[Story]) -> None:
    """Let stories happen side by side, each day's steps before those of the next."""
    waiting = [(-next(story), number, story) for number, story in enumerate(stories)]
    heapq.heapify(waiting)
    while waiting:
        today, number, story = heapq.heappop(waiting)
        with days_ago(-today):
            upcoming = next(story, None)
        if upcoming is not None:
            assert -upcoming >= today, "a story goes forward"
            heapq.heappush(waiting, (-upcoming, number, story))
