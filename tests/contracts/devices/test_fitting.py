"""Lists show what fits on the devices of a practice, and the cart warns of what does not."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Practice
from contracts.devices import services
from contracts.devices.models import ProductService
from shop.cart import services as cart
from shop.catalogue import memory
from shop.catalogue.models import Attribute, AttributeValue, Product, ProductLink, Variant
from tests.contracts.devices.builders import a_device, a_kind, a_visitor
from tests.shop.builders import a_member, a_practice, the_tariffs
from tests.shop.catalogue.builders import a_category, a_product

pytestmark = pytest.mark.django_db
SHELF = "/producten/hoekstukken/"
HINT = "valt niet onder uw apparaten"


def a_machine(name: str) -> Product:
    """A product that becomes a device."""
    product = a_product(name, category=a_category("Machines"))
    ProductService.objects.create(product=product, kind=a_kind("micromotor"))
    return product


def a_part(name: str, on: Product | None = None, connection: str = "") -> Variant:
    """An article that fits on a machine, with a connection."""
    variant = a_product(name).variants.get()
    if on:
        ProductLink.objects.create(product=variant.product, other=on, kind="fits")
    if connection:
        attribute, _made = Attribute.objects.get_or_create(
            code="connection", defaults={"name": "Aansluiting", "name_en": "Connection"}
        )
        AttributeValue.objects.create(variant=variant, attribute=attribute, value=connection)
    return variant


def owns(practice: Practice, machine: Product, connection: str = "") -> None:
    """The practice has this machine."""
    a_device(practice, brand="KaVo", model=machine.name, connection=connection, product_id=machine.pk)
    memory.forget()


def shown(client: Client, address: str) -> set[str]:
    page = client.get(address).content.decode()
    return {name for name in Product.objects.values_list("name", flat=True) if f">{name}</a>" in page}


def test_a_shelf_and_a_search_show_only_what_fits() -> None:
    the_tariffs()
    mine, theirs = a_machine("Motor A"), a_machine("Motor B")
    a_part("Hoekstuk A", mine)
    a_part("Hoekstuk B", theirs)
    a_part("Hoekstuk los")
    practice = a_practice()
    owns(practice, mine)
    _user, client = a_visitor(practice)
    assert shown(client, SHELF) == {"Hoekstuk A", "Hoekstuk B", "Hoekstuk los"}
    assert shown(client, f"{SHELF}?past=1") == {"Hoekstuk A"}
    assert shown(client, "/zoeken/?q=hoekstuk&past=1") == {"Hoekstuk A"}


def test_a_device_of_connection_a_takes_articles_of_connection_a_alone() -> None:
    the_tariffs()
    machine = a_machine("Koppeling")
    a_part("Turbine A", machine, "Midwest")
    a_part("Turbine B", machine, "type M")
    practice = a_practice()
    owns(practice, machine, "Midwest")
    _user, client = a_visitor(practice)
    assert shown(client, f"{SHELF}?past=1") == {"Turbine A"}


def test_a_device_that_we_do_not_sell_takes_what_has_its_connection() -> None:
    the_tariffs()
    a_part("Turbine A", None, "Midwest")
    a_part("Turbine B", None, "type M")
    practice = a_practice()
    a_device(practice, brand="Vreemd", model="X1", connection="type M")
    _user, client = a_visitor(practice)
    assert shown(client, f"{SHELF}?past=1") == {"Turbine B"}


def test_without_devices_nobody_is_asked_and_nothing_is_left_out() -> None:
    the_tariffs()
    a_part("Hoekstuk A", a_machine("Motor A"))
    _user, client = a_visitor()
    page = client.get(f"{SHELF}?past=1").content.decode()
    assert 'name="past"' not in page
    assert shown(client, f"{SHELF}?past=1") == {"Hoekstuk A"}
    assert shown(Client(), f"{SHELF}?past=1") == {"Hoekstuk A"}


def test_a_retired_device_needs_nothing() -> None:
    the_tariffs()
    practice, machine = a_practice(), a_machine("Motor A")
    a_part("Hoekstuk A", machine)
    owns(practice, machine)
    device = practice.devices.get()
    services.retire(device.pk, None)
    memory.forget()
    _user, client = a_visitor(practice)
    assert 'name="past"' not in client.get(SHELF).content.decode()


def in_the_cart(practice: Practice, *variants: Variant) -> str:
    user, client = a_visitor(practice)
    for variant in variants:
        cart.put(practice, user, variant.pk, 1)
    return client.get("/winkelwagen/").content.decode()


def test_the_cart_names_the_device_on_which_an_article_does_not_fit() -> None:
    the_tariffs()
    practice, machine = a_practice(), a_machine("Koppeling")
    owns(practice, machine, "Midwest")
    right, wrong = a_part("Turbine A", machine, "Midwest"), a_part("Turbine B", machine, "type M")
    page = in_the_cart(practice, right, wrong)
    assert page.count("KaVo Koppeling") == 1
    assert "KaVo Koppeling heeft aansluiting Midwest; dit artikel heeft type M." in page


def test_the_cart_says_on_what_an_article_does_fit() -> None:
    the_tariffs()
    practice = a_practice()
    owns(practice, a_machine("Motor A"))
    page = in_the_cart(practice, a_part("Hoekstuk B", a_machine("Motor B")), a_part("Wattenrol"))
    assert page.count("Past op KaVo Motor B") == 1


def test_without_devices_the_cart_warns_of_nothing() -> None:
    the_tariffs()
    page = in_the_cart(a_practice(), a_part("Hoekstuk B", a_machine("Motor B")))
    assert "Past op" not in page


def queries(client: Client, address: str) -> int:
    memory.forget()
    client.get("/producten/?voorraad=1")
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_having_devices_costs_no_query_until_somebody_wants_what_fits() -> None:
    the_tariffs()
    machine = a_machine("Motor A")
    for number in range(4):
        a_part(f"Hoekstuk {number}", machine)
    without, practice = a_visitor()[1], a_practice()
    a_member(practice)
    _user, client = a_visitor(practice)
    owns(practice, machine)
    client.get(SHELF), without.get(SHELF)
    assert queries(client, SHELF) == queries(without, SHELF)
    with_one = queries(client, f"{SHELF}?past=1")
    for number in range(20):
        owns(practice, a_machine(f"Motor {number}"))
    assert queries(client, f"{SHELF}?past=1") == with_one
