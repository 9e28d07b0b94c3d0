"""A shop with thousands of articles: what a machine reads back bears no thousands separator."""

import re

import pytest
from django.test import Client

from tests.shop.builders import a_buyer, a_practice, an_article, on_the_shelf, the_tariffs

pytestmark = pytest.mark.django_db


def test_the_thousandth_article_is_put_in_the_cart_from_its_page() -> None:
    the_tariffs()
    variant = an_article(name="Sonde", pk=12_345)
    on_the_shelf(variant, 10)
    client: Client = a_buyer(a_practice(state="approved"), variant).client
    page = client.get(f"/product/{variant.product.slug}/").content.decode()
    [found] = set(re.findall(r'name="variant" value="([^"]*)"', page))
    assert client.post("/winkelwagen/erbij/", {"variant": found, "quantity": 1}).status_code == 302
