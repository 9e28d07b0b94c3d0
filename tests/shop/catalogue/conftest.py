"""What a process remembers of one test is forgotten before the next."""

from collections.abc import Iterator

import pytest

from shop.catalogue import memory
from shop.catalogue.search import vocabulary
from tests.shop.catalogue.builders import the_vat_rates


@pytest.fixture(autouse=True)
def _fresh_memory() -> Iterator[None]:
    memory.forget()
    vocabulary.forget()
    yield
    memory.forget()
    vocabulary.forget()


@pytest.fixture
def rates(db: None) -> None:
    """What VAT there is."""
    the_vat_rates()
