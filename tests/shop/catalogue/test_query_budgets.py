"""Pages cost the same number of queries with one product and with many."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shop.catalogue.models import Document, Price, Product, ProductLink
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
    client.get("/account/login/")
    client.get("/zoeken/?q=iets")
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("address", BUDGETS)
@pytest.mark.parametrize("count", [1, 24, 60])
def test_a_page_keeps_within_its_budget(count: int, address: str, client: Client) -> None:
    stock_the_shelves(count)
    client.get("/producten/?voorraad=1")  # the process has served something before
    assert queries_of(client, address) <= BUDGETS[address]


@pytest.mark.parametrize("address", BUDGETS)
def test_a_page_costs_the_same_for_one_and_for_many(address: str, client: Client) -> None:
    from shop.catalogue import memory

    stock_the_shelves(1)
    client.get("/producten/?voorraad=1")
    few = queries_of(client, address)
    for number in range(24):
        a_product(f"Turbine extra {number}", variants=3)
    memory.forget()
    client.get("/producten/?voorraad=1")
    assert queries_of(client, address) == few


@pytest.mark.parametrize("address", BUDGETS)
def test_signing_in_costs_two_queries_at_most(address: str, client: Client) -> None:
    """Who asks, for which practice, and how many lines lie in their cart."""
    stock_the_shelves(24)
    sign_in(client, a_member())
    client.get("/producten/?voorraad=1")
    assert queries_of(client, address) <= BUDGETS[address] + SIGNED_IN


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
