"""Fixtures of contracts."""

import pytest

from shop.catalogue import memory
from tests.shop.builders import the_tariffs


@pytest.fixture
def tariffs(db: None) -> None:
    """The VAT rates are known."""
    memory.forget()
    the_tariffs()
