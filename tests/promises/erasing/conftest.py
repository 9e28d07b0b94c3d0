"""The people who are erased."""

import pytest

from accounts.models import Practice, User
from tests.accounts import people


@pytest.fixture
def practice() -> Practice:
    """A practice that is known and may order."""
    return people.a_practice(state=Practice.State.APPROVED)


@pytest.fixture
def buyer(practice: Practice) -> User:
    """Somebody who orders for it."""
    return people.a_colleague(practice, "buyer", "zq07bo@linde.example")
