"""Fixtures of the journeys."""

from collections.abc import Iterator

import pytest

from tests.journeys.accessibility import Eyes


@pytest.fixture
def eyes() -> Iterator[Eyes]:
    """Eyes that look at each page of a journey; at its end there was no barrier on any."""
    looking = Eyes()
    yield looking
    assert looking.barriers == []
