"""Pages cost the same number of queries with one product and with many."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shop.catalogue import memory
from shop.catalogue.models import Document, Price, Product, ProductLink
from shop.catalogue.search import vocabulary
from tests.shop.catalogue.builders import a_fact, a_member, a_product, sign_in, the_vat_rates

pytestmark = pytest.mark.django_db

BUDGETS = {
    "/": 3,
    "/producten/": 4,
    "/producten/hoekstukken/": 4,
    "/producten/hoekstukken/?kleur=rood&merk=kavo&voorraad=1&volgorde=prijs": 4,
    "/producten/hoekstukken/?prijs=100-250": 4,
    "/zoeken/?q=turbine": 4,
    "/zoeken/?q=turbine&prijs=100-250&volgorde=prijs": 4,
    "/zoeken/?q=turbien&merk=kavo": 4,
    "/zoeken/?q=D4D": 4,
    "/product/turbine-0/": 5,
}
SIGNED_IN = 2


def stock_the_shelves(count: int) -> None:
    the_vat_rates()
    for number in range(count):
        product = a_product(f"Turbine {number}", slug=f"turbine-{number}", variants=min(count, 4))
        for variant in product.variants.all():
            a_fact(variant, "kleur", "rood")
            Price.objects.create(variant=variant, from_quantity=10, unit_price_e4=1)
        Document.objects.create(product=product, kind="ifu", file="documents/x.pdf")
    first = Product.objects.get(slug="turbine-0")
    for other in Product.objects.exclude(pk=first.pk):
        ProductLink.objects.create(product=first, other=other, kind="related")


def queries_of(client: Client, address: str) -> int:
    """Of a page that is not the first one of its process, but that nobody looked at before."""
    memory.forget()
    vocabulary.forget()
    for other in ("/producten/?voorraad=1", "/account/login/", "/zoeken/?q=iets"):
        client.get(other)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def queries_of_each(client: Client) -> dict[str, int]:
    return {address: queries_of(client, address) for address in BUDGETS}


def too_dear(client: Client, budgets: dict[str, int]) -> dict[str, int]:
    """The pages that ask more than they may, with what they ask."""
    return {address: asked for address, asked in queries_of_each(client).items() if asked > budgets[address]}


@pytest.mark.parametrize("count", [1, 24, 60])
def test_every_page_keeps_within_its_budget(count: int, client: Client) -> None:
    stock_the_shelves(count)
    assert too_dear(client, BUDGETS) == {}


def test_every_page_costs_the_same_for_one_and_for_many(client: Client) -> None:
    stock_the_shelves(1)
    few = queries_of_each(client)
    for number in range(24):
        a_product(f"Turbine extra {number}", variants=3)
    assert queries_of_each(client) == few


def test_signing_in_costs_two_queries_at_most(client: Client) -> None:
    """Who asks, for which practice, and how many lines lie in their cart."""
    stock_the_shelves(24)
    sign_in(client, a_member())
    assert too_dear(client, {address: budget + SIGNED_IN for address, budget in BUDGETS.items()}) == {}


def test_the_budget_counts(client: Client) -> None:
    """A page that asks for each product by itself would be seen."""
    stock_the_shelves(24)
    with CaptureQueriesContext(connection) as captured:
        for product in Product.objects.all():
            assert product.brand.name
    assert len(captured) == 25


def test_reindexing_costs_queries_by_the_chunk() -> None:
    stock_the_shelves(24)
    with CaptureQueriesContext(connection) as captured:
        call_command("reindex")
    assert len(captured) < 30
