"""Two hundred practices press the button for the last ten pieces: ten orders, and 190 clear answers."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connection

from shop.cart import services as cart
from shop.catalogue import memory
from shop.checkout import services as checkout
from shop.checkout.choices import Choices
from shop.orders.models import Order
from shop.stock.models import Allocation
from tests.shop.builders import a_member, a_practice, an_article, on_the_shelf, the_tariffs

THREADS = 16


@pytest.mark.django_db(transaction=True)
def test_two_hundred_checkouts_for_the_last_ten_pieces_make_ten_orders() -> None:
    memory.forget()
    the_tariffs()
    variant = an_article()
    on_the_shelf(variant, 10)
    ready = [a_checkout(variant.pk) for _ in range(200)]
    with ThreadPoolExecutor(THREADS) as pool:
        answers = Counter(pool.map(press, ready))
    assert answers == {"placed": 10, "HasChanged": 190}
    assert Order.objects.count() == 10
    assert sorted(int(number[-6:]) for number in Order.objects.values_list("number", flat=True)) == list(
        range(1, 11)
    )
    variant.refresh_from_db()
    assert (variant.on_hand, variant.allocated) == (10, 10)
    assert Allocation.objects.count() == 10


@pytest.mark.django_db(transaction=True)
def test_twenty_presses_at_once_are_one_order() -> None:
    memory.forget()
    the_tariffs()
    variant = an_article()
    on_the_shelf(variant, 10)
    ready = a_checkout(variant.pk)
    with ThreadPoolExecutor(THREADS) as pool:
        answers = Counter(pool.map(press, [ready] * 20))
    assert answers == {"placed": 20}
    assert Order.objects.count() == 1
    assert sum(Allocation.objects.values_list("quantity", flat=True)) == 1


def a_checkout(variant_id: int) -> dict[str, object]:
    practice = a_practice()
    user = a_member(practice)
    cart.put(practice, user, variant_id, 1)
    return {
        "practice": practice,
        "user": user,
        "choices": Choices(address_id=practice.addresses.get().pk, terms="prepaid"),
        "key": uuid4(),
        "seen": cart.priced(practice, user).fingerprint,
    }


def press(ready: dict[str, object]) -> str:
    try:
        checkout.place_order(**ready)  # type: ignore[arg-type]
        return "placed"
    except checkout.HasChanged:
        return "HasChanged"
    finally:
        connection.close()
