"""Orders need tariffs."""

import pytest

from shop.catalogue import memory
from tests.shop.builders import the_tariffs


@pytest.fixture(autouse=True)
def _tariffs(request: pytest.FixtureRequest) -> None:
    memory.forget()
    if request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
        the_tariffs()
