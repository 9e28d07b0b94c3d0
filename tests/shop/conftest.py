"""Fixtures of the shop's rooms."""

import pytest

from shop.catalogue import memory
from tests.shop.builders import Buyer, a_buyer, a_practice, an_article, on_the_shelf, the_tariffs


@pytest.fixture
def buyer(db: None) -> Buyer:
    """A practice that may order ten composites, with somebody of it signed in."""
    memory.forget()
    the_tariffs()
    variant = an_article(name="Composiet A2", unit_price_e4=249_500)
    on_the_shelf(variant, 10)
    return a_buyer(a_practice(), variant)
