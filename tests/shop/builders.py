"""Plain builders: a practice, somebody who works there, an article, goods on the shelf."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any
from uuid import uuid4

from django.contrib.auth.models import Group
from django.test import Client

from accounts.models import Address, Membership, Practice, User
from accounts.services import follow_managers
from privacy.models import DataSubject
from shop.cart.quote import Wanted, quote
from shop.catalogue.models import Brand, CarriageRate, Category, Product, Variant, VatRate
from shop.orders import services as orders
from shop.orders.models import Order
from shop.stock import services as stock
from shop.stock.models import Batch
from tests.shop.catalogue.builders import sign_in

_numbers = count(1)


def a_practice(**facts: Any) -> Practice:
    """An approved Dutch practice with a delivery address."""
    number = next(_numbers)
    facts = {"state": Practice.State.APPROVED, "name": "Praktijk De Linde", "kind": "dentist"} | facts
    practice = Practice.objects.create(
        subject=DataSubject.objects.create(),
        number=f"{100_000 + number}",
        billing_email=f"boekhouding{number}@example.nl",
        **facts,
    )
    an_address(practice, is_delivery_default=True, is_billing=True)
    return practice


def an_address(practice: Practice, **facts: Any) -> Address:
    """Somewhere a practice receives parcels."""
    usual = {"street": "Lindelaan", "house_number": "4", "postcode": "5211 AB", "city": "Den Bosch"}
    return Address.objects.create(practice=practice, **(usual | {"country": "NL"} | facts))


def a_member(practice: Practice, role: str = Membership.Role.BUYER, **facts: Any) -> User:
    """Somebody who works at a practice."""
    number = next(_numbers)
    user = User.objects.create(
        subject=DataSubject.objects.create(),
        email=f"collega{number}@example.nl",
        first_name="Sanne",
        last_name="de Wit",
        **facts,
    )
    Membership.objects.create(user=user, practice=practice, role=role)
    follow_managers(practice.pk)
    return user


def a_colleague_of_the_house(role: str) -> User:
    """Somebody at the desk, in one of the roles of the house."""
    user = User.objects.create(
        subject=DataSubject.objects.create(), email=f"balie{next(_numbers)}@example.nl", is_staff=True
    )
    user.groups.set(Group.objects.filter(name=role))
    return user


def an_article(**facts: Any) -> Variant:
    """A published product with one variant of ten euros at the high rate."""
    number = next(_numbers)
    of_product = {"vat_class", "is_published", "is_professionals_only", "name", "has_expiry"} | {
        "is_lot_tracked",
        "is_serial_tracked",
        "is_dangerous",
        "is_service",
    }
    category, _ = Category.objects.get_or_create(
        slug="hygiene", defaults={"name": "Hygiëne", "name_en": "Hygiene"}
    )
    brand, _ = Brand.objects.get_or_create(slug="merk", defaults={"name": "Merk"})
    product = Product.objects.create(
        category=category,
        brand=brand,
        slug=f"artikel-{number}",
        **{
            "name": f"Artikel {number}",
            "name_en": f"Article {number}",
            "is_published": True,
            **{name: value for name, value in facts.items() if name in of_product},
        },
    )
    usual = {"number": f"D4D-{number:05}", "unit_price_e4": 100_000, "weight_grams": 200}
    own = {name: value for name, value in facts.items() if name not in of_product}
    return Variant.objects.create(product=product, **(usual | own))


def on_the_shelf(variant: Variant, quantity: int, expires_on: date | None = None, **facts: Any) -> Batch:
    """Goods that have been received."""
    return stock.receive(variant.pk, quantity, expires_on=expires_on, **facts).batch


def the_tariffs() -> None:
    """Dutch VAT rates, and what a parcel costs to the Netherlands and Germany."""
    for vat_class, permille in {"high": 210, "low": 90, "zero": 0, "exempt": 0}.items():
        VatRate.objects.create(vat_class=vat_class, since=date(2019, 1, 1), permille=permille)
    for country, price, free_from in (("NL", 695, 15_000), ("DE", 1_495, None)):
        for grams, more in ((10_000, 0), (30_000, 500)):
            CarriageRate.objects.create(
                country=country, up_to_grams=grams, price_cents=price + more, free_from_cents=free_from
            )


def an_order(practice: Practice, pieces: Mapping[Variant, int], **facts: Any) -> Order:
    """An order for these pieces, prepaid unless told otherwise; the tariffs are known."""
    for variant in pieces:
        variant.refresh_from_db()
    wanted = [Wanted(variant, quantity) for variant, quantity in pieces.items()]
    usual = {"key": uuid4(), "placed_by": None, "terms": Order.Terms.PREPAID}
    address = practice.addresses.get(is_delivery_default=True)
    placed = quote(practice, wanted, address.country)
    return orders.place(
        orders.PlaceOrder(practice=practice, quote=placed, **(usual | {"address": address} | facts))
    )


@dataclass
class Buyer:
    """Somebody with a browser and an article in mind."""

    practice: Practice
    user: User
    client: Client
    variant: Variant


def a_buyer(practice: Practice, variant: Variant) -> Buyer:
    """Somebody of a practice, signed in."""
    user, client = a_member(practice), Client()
    sign_in(client, user)
    return Buyer(practice, user, client, variant)


def asked(captured: Any) -> list[str]:
    """The questions that the database was really asked; a savepoint exists inside a test only."""
    every = (one["sql"] for one in captured.captured_queries)
    return [one for one in every if "SAVEPOINT" not in one]
