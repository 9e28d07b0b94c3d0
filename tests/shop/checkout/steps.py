"""The steps from a cart to an order, as a browser takes them."""

import re

from django.urls import reverse

from shop.cart import services as cart
from tests.shop.builders import Buyer

DELIVERY, PAYMENT, REVIEW = (reverse(f"checkout:{name}") for name in ("delivery", "payment", "review"))


def choose(buyer: Buyer, terms: str = "prepaid", **about: object) -> None:
    """Say where it goes and how it is paid."""
    address = buyer.practice.addresses.get(is_delivery_default=True)
    buyer.client.post(DELIVERY, {"address_id": address.pk, **about})
    buyer.client.post(PAYMENT, {"way": terms})


def look(buyer: Buyer, page: str = REVIEW) -> tuple[str, dict[str, str]]:
    """The page before the press, and what its form would send."""
    text = buyer.client.get(page).content.decode()
    return text, {name: re.search(f'name="{name}" value="([^"]*)"', text)[1] for name in ("key", "seen")}  # type: ignore[index]


def fill(buyer: Buyer, quantity: int = 2) -> None:
    """Put something in the cart."""
    cart.put(buyer.practice, buyer.user, buyer.variant.pk, quantity)
