"""Goods on the shelves, built the way staff would."""

from datetime import date
from itertools import count
from typing import Any

from allauth.usersessions.models import UserSession
from django.test import Client

from accounts.models import Membership, Practice, User
from privacy.models import DataSubject
from shop.catalogue import services
from shop.catalogue.models import (
    Attribute,
    AttributeValue,
    Brand,
    Category,
    Product,
    Variant,
    VatRate,
)

_numbers = count(1)


def a_practice(**facts: Any) -> Practice:
    number = str(100_000 + next(_numbers))
    defaults = {
        "number": number,
        "name": f"Praktijk {number}",
        "kind": Practice.Kind.DENTIST,
        "state": Practice.State.APPROVED,
        "billing_email": f"facturen{number}@praktijk.example",
    }
    return Practice.objects.create(subject=DataSubject.objects.create(), **{**defaults, **facts})


def a_member(practice: Practice | None = None, role: str = Membership.Role.BUYER) -> User:
    mark = next(_numbers)
    user = User.objects.create(subject=DataSubject.objects.create(), email=f"lid{mark}@praktijk.example")
    Membership.objects.create(user=user, practice=practice or a_practice(), role=role)
    return user


def sign_in(client: Client, user: User) -> None:
    """As the page for it leaves a browser: with a session that stands on the list of its person."""
    client.force_login(user)
    UserSession.objects.create(user=user, session_key=client.session.session_key, ip="127.0.0.1")


def a_category(name: str = "Hoekstukken", **facts: Any) -> Category:
    slug = facts.pop("slug", name.lower().replace(" ", "-"))
    return Category.objects.get_or_create(slug=slug, defaults={"name": name, "name_en": name, **facts})[0]


def a_brand(name: str = "KaVo") -> Brand:
    return Brand.objects.get_or_create(name=name, defaults={"slug": name.lower()})[0]


def a_product(name: str = "Turbine Expert", *, variants: int = 1, **facts: Any) -> Product:
    """A published product with variants in stock, known to the search."""
    mark = next(_numbers)
    numbers = facts.pop("numbers", [f"D4D-{mark:05d}-{place}" for place in range(variants)])
    variant_facts = facts.pop("variant", {})
    defaults = {
        "category": facts.pop("category", None) or a_category(),
        "brand": facts.pop("brand", None) or a_brand(),
        "slug": f"product-{mark}",
        "name": name,
        "name_en": f"{name} (en)",
        "is_published": True,
    }
    product = Product.objects.create(**{**defaults, **facts})
    for place, number in enumerate(numbers):
        own = {"unit_price_e4": 1_000_000, "on_hand": 20, "position": place, **variant_facts}
        Variant.objects.create(product=product, number=number, **own)
    services.index_product(product.pk)
    return product


def off_the_shelf(product_id: int) -> None:
    """A product that staff no longer offer."""
    Product.objects.filter(pk=product_id).update(is_published=False)
    services.index_product(product_id)


def a_variant(**facts: Any) -> Variant:
    return a_product(**facts).variants.get()


def a_fact(variant: Variant, code: str, value: str, **facts: Any) -> AttributeValue:
    attribute, _ = Attribute.objects.get_or_create(
        code=code, defaults={"name": code.capitalize(), "name_en": f"{code.capitalize()} (en)"}
    )
    return AttributeValue.objects.create(attribute=attribute, variant=variant, value=value, **facts)


def the_vat_rates() -> None:
    VatRate.objects.bulk_create(
        [
            VatRate(vat_class="high", since=date(2012, 10, 1), permille=210),
            VatRate(vat_class="low", since=date(2019, 1, 1), permille=90),
            VatRate(vat_class="zero", since=date(1969, 1, 1), permille=0),
        ]
    )
