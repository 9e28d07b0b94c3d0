"""Fixtures of the journeys."""

from collections.abc import Iterator

import pytest
from django.db import connection

from tests.journeys.accessibility import Eyes


@pytest.fixture
def eyes() -> Iterator[Eyes]:
    """Eyes that look at each page of a journey; at its end there was no barrier on any.

    The pages of a journey are the same on each database: they are looked at on SQLite.
    """
    looking = Eyes(are_open=connection.vendor == "sqlite")
    yield looking
    assert looking.barriers == []
