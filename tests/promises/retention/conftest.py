"""The practice whose data grows old."""

import pytest

from accounts.models import Practice
from tests.accounts import people


@pytest.fixture
def practice() -> Practice:
    """A practice that is known and may order."""
    return people.a_practice(state=Practice.State.APPROVED)
