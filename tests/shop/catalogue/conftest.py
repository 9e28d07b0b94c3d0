"""What a process remembers of one test is forgotten before the next."""

from collections.abc import Iterator

import pytest

from shop.catalogue import memory
from shop.catalogue.search import vocabulary


@pytest.fixture(autouse=True)
def _fresh_memory() -> Iterator[None]:
    memory.forget()
    vocabulary.forget()
    yield
    memory.forget()
    vocabulary.forget()
