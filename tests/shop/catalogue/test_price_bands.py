"""A list is narrowed down by price: by bands that fit it, in the prices that the visitor pays."""

from itertools import pairwise

import pytest
from django.test import Client
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from shop.catalogue import memory
from shop.catalogue.bands import E4, MOST_BANDS, Band, fitted, read
from shop.catalogue.models import Price, PriceGroup, Product, Variant
from tests.shop.catalogue.builders import a_member, a_practice, a_product, the_vat_rates
from tests.shop.catalogue.reading import names_on, page

SHELF = "/producten/hoekstukken/"
prices = st.lists(st.tuples(st.integers(1, 30), st.integers(0, 20_000 * E4)), max_size=60)


@given(prices=prices)
def test_bands_are_few_follow_each_other_and_hold_every_product(prices: list[tuple[int, int]]) -> None:
    bands = list(fitted(prices, []))
    assert len(bands) <= MOST_BANDS
    for first, second in pairwise(bands):
        assert first.high is not None
        assert first.high <= second.low
    for _product_id, unit_e4 in prices:
        assert sum(band.holds(unit_e4) for band in bands) == 1


@given(prices=prices)
def test_a_band_counts_each_product_once(prices: list[tuple[int, int]]) -> None:
    for band, count in fitted(prices, [Band(0, 100), Band(7, None)]).items():
        assert count == len({product_id for product_id, unit_e4 in prices if band.holds(unit_e4)})


@pytest.mark.parametrize(
    ("text", "band"),
    [
        ("10-25", Band(10, 25)),
        ("0-10", Band(0, 10)),
        ("500-", Band(500, None)),
        ("25-10", None),
        ("10-10", None),
        ("-10", None),
        ("x", None),
        ("10-25-50", None),
        ("1e3-9", None),
        ("٣-٥", None),
        ("9999999-", None),
    ],
)
def test_an_address_names_a_band_or_nothing(text: str, band: Band | None) -> None:
    assert read(text) == band


@pytest.mark.parametrize(
    ("language", "said"),
    [("nl", ["tot €\xa02", "€\xa01.000 tot €\xa02.500", "€\xa02.500 en meer"]), ("en", ["below €2"])],
)
def test_a_band_is_written_in_the_language_of_the_screen(language: str, said: list[str]) -> None:
    with translation.override(language):
        labels = [band.label for band in (Band(0, 2), Band(1_000, 2_500), Band(2_500, None))]
    assert labels[: len(said)] == said


@pytest.fixture
def shelf(db: None) -> dict[str, Product]:
    """Four products of one shelf, at 4, 30, 45 and 700 euros."""
    the_vat_rates()
    memory.forget()
    return {
        name: a_product(name, variant={"unit_price_e4": euros * E4})
        for name, euros in (("Boor", 4), ("Kop", 30), ("Motor", 45), ("Turbine", 700))
    }


def bands_on(client: Client, address: str = SHELF) -> dict[str, int]:
    """The bands that a page offers, with their numbers of products."""
    listing = client.get(address).context["listing"]
    return {
        c.value: c.count for facet in listing.overview.facets if facet.code == "prijs" for c in facet.choices
    }


def test_a_shelf_offers_the_bands_that_occur_on_it(shelf: dict[str, Product], client: Client) -> None:
    assert bands_on(client) == {"2-5": 1, "25-50": 2, "500-1000": 1}
    assert names_on(page(client, f"{SHELF}?prijs=25-50")) == ["Kop", "Motor"]
    assert names_on(page(client, f"{SHELF}?prijs=25-50&prijs=2-5")) == ["Boor", "Kop", "Motor"]
    assert bands_on(client, f"{SHELF}?prijs=25-50") == bands_on(client)


def test_an_end_belongs_to_the_next_band(shelf: dict[str, Product], client: Client) -> None:
    Variant.objects.filter(product=shelf["Kop"]).update(unit_price_e4=50 * E4)
    assert names_on(page(client, f"{SHELF}?prijs=25-50")) == ["Motor"]
    assert names_on(page(client, f"{SHELF}?prijs=50-100")) == ["Kop"]


def test_the_other_choices_are_counted_within_the_band(shelf: dict[str, Product], client: Client) -> None:
    overview = client.get(f"{SHELF}?prijs=25-50").context["listing"].overview
    assert (overview.total, overview.in_stock) == (2, 2)


def test_a_product_counts_in_the_band_of_each_of_its_variants(client: Client, db: None) -> None:
    the_vat_rates()
    product = a_product("Set", variants=2)
    dear = product.variants.latest("pk")
    Variant.objects.filter(product=product).exclude(pk=dear.pk).update(unit_price_e4=4 * E4)
    assert bands_on(client) == {"2-5": 1, "100-250": 1}
    html = page(client, f"{SHELF}?prijs=100-250")
    assert names_on(html) == ["Set"]
    assert "100,00" in html


def test_a_practice_sees_the_bands_of_its_own_prices(shelf: dict[str, Product], client: Client) -> None:
    me, somebody = a_practice(), a_practice()
    group = PriceGroup.objects.create(name="Zuid")
    group.members.add(somebody)
    Price.objects.create(variant=shelf["Turbine"].variants.get(), practice=me, unit_price_e4=40 * E4)
    Price.objects.create(variant=shelf["Boor"].variants.get(), group=group, unit_price_e4=60 * E4)
    for practice, bands in (
        (me, {"2-5": 1, "25-50": 3}),
        (somebody, {"25-50": 2, "50-100": 1, "500-1000": 1}),
        (a_practice(), {"2-5": 1, "25-50": 2, "500-1000": 1}),
    ):
        client.force_login(a_member(practice))
        assert bands_on(client) == bands
    client.force_login(a_member(me))
    assert names_on(page(client, f"{SHELF}?prijs=25-50")) == ["Kop", "Motor", "Turbine"]
    client.logout()
    assert names_on(page(client, f"{SHELF}?prijs=25-50")) == ["Kop", "Motor"]


def test_a_search_is_narrowed_down_by_price_too(shelf: dict[str, Product], client: Client) -> None:
    for product in shelf.values():
        assert product.brand.name == "KaVo"
    assert bands_on(client, "/zoeken/?q=kavo") == {"2-5": 1, "25-50": 2, "500-1000": 1}
    assert set(names_on(page(client, "/zoeken/?q=kavo&prijs=25-50"))) == {"Kop", "Motor"}
    assert names_on(page(client, "/zoeken/?q=kavo&prijs=25-50&volgorde=prijs-af")) == ["Motor", "Kop"]


def test_a_band_that_is_chosen_stays_to_be_given_up(shelf: dict[str, Product], client: Client) -> None:
    assert bands_on(client, f"{SHELF}?prijs=3-9") == {"2-5": 1, "3-9": 1, "25-50": 2, "500-1000": 1}
    html = page(client, f"{SHELF}?prijs=7000-8000")
    assert 'value="7000-8000" checked' in html


def test_products_of_one_price_are_not_told_apart_by_it(client: Client, db: None) -> None:
    the_vat_rates()
    for name in ("Boor", "Kop"):
        a_product(name)
    assert bands_on(client) == {}
