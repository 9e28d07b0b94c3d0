"""What a process has rendered for one visitor is never shown to somebody who should see something else."""

import pytest
from django.test import Client

from accounts.models import Practice
from shop.catalogue.models import Price, Product, Variant
from tests.shop.catalogue.builders import a_member, a_practice, a_product, sign_in, the_vat_rates

pytestmark = pytest.mark.django_db

PAGES = ["/producten/hoekstukken/", "/product/turbine/"]


@pytest.fixture
def variant() -> Variant:
    the_vat_rates()
    product = a_product("Turbine", slug="turbine")
    Variant.objects.filter(product=product).update(unit_price_e4=1_000_000, on_hand=50)
    return product.variants.get()


def somebody(practice: Practice | None = None) -> Client:
    client = Client()
    sign_in(client, a_member(practice or a_practice()))
    return client


def text(client: Client, page: str, **headers: str) -> str:
    return client.get(page, headers=headers).content.decode().replace("\xa0", " ")


@pytest.mark.parametrize("page", PAGES)
def test_everybody_sees_their_own_price(variant: Variant, page: str) -> None:
    agreed = a_practice()
    Price.objects.create(variant=variant, practice=agreed, unit_price_e4=800_000)
    gross = a_practice(sees_prices_including_vat=True)
    shown = {"€ 100,00": somebody(), "€ 80,00": somebody(agreed), "€ 121,00</span>": somebody(gross)}

    for _ in range(2):
        for price, client in shown.items():
            assert f'<span class="price__main">{price}' in text(client, page)
    assert "Log in om te bestellen" in text(Client(), page)


@pytest.mark.parametrize("page", PAGES)
def test_price_and_stock_are_of_this_moment(variant: Variant, page: str) -> None:
    client = somebody()
    assert "Op voorraad" in text(client, page)
    Variant.objects.update(unit_price_e4=2_000_000, on_hand=2)

    assert "€ 200,00" in text(client, page)
    assert "Nog maar een paar" in text(client, page)


@pytest.mark.parametrize("page", PAGES)
def test_each_language_is_kept_apart(variant: Variant, page: str) -> None:
    Product.objects.update(name_en="Air turbine")
    client = somebody()

    for _ in range(2):
        assert "Op voorraad" in text(client, page, accept_language="nl")
        assert "In stock" in text(client, page, accept_language="en")


@pytest.mark.parametrize("page", PAGES)
def test_every_form_bears_the_token_of_its_own_visitor(variant: Variant, page: str) -> None:
    one, other = somebody(), somebody()

    assert "put-in-afterwards" not in text(one, page) + text(other, page)
    browser = Client(enforce_csrf_checks=True)
    browser.cookies = other.cookies
    token = text(browser, page).partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    put = {"variant": variant.pk, "quantity": 1, "csrfmiddlewaretoken": token}
    assert browser.post("/winkelwagen/erbij/", put).status_code == 302
    assert browser.post("/winkelwagen/erbij/", put | {"csrfmiddlewaretoken": "x" * 64}).status_code == 403


def test_what_is_no_longer_for_sale_is_gone_at_once(variant: Variant) -> None:
    client = somebody()
    assert client.get("/product/turbine/").status_code == 200
    Product.objects.update(is_published=False)

    assert client.get("/product/turbine/").status_code == 404
    assert "/product/turbine/" not in text(client, "/producten/hoekstukken/")
