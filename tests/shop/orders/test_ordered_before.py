"""Ordered before: each article once, the last ordered first, at today's price, into the cart in one go."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Membership, Practice
from shop.cart.models import CartLine
from shop.catalogue.models import Product, Variant
from shop.orders import services as orders
from shop.orders.earlier import earlier, ordered
from shop.orders.models import Order
from tests.shop.builders import Buyer, a_buyer, a_member, a_practice, an_article, an_order

pytestmark = pytest.mark.django_db
PAGE = "orders:earlier"


@pytest.fixture
def regular() -> Buyer:
    """A practice that has ordered before; its article is the composite."""
    return a_buyer(a_practice(), an_article(name="Composiet A2", unit_price_e4=249_500))


def an_old_order(practice: Practice, pieces: dict[Variant, int], day: int, **facts: object) -> Order:
    order = an_order(practice, pieces)
    Order.objects.filter(pk=order.pk).update(placed_at=datetime(2026, 3, day, 12, tzinfo=UTC), **facts)
    return order


def shown(practice: Practice, text: str = "") -> list[tuple[str, int, int]]:
    return [
        (one.offer.variant.number, one.last_at.day, one.usual)
        for one in earlier(practice, list(ordered(practice, text)))
    ]


def test_each_article_comes_once_the_last_ordered_first_with_the_usual_quantity(regular: Buyer) -> None:
    practice, first, second = regular.practice, regular.variant, an_article()
    an_old_order(practice, {first: 5, second: 1}, day=1)
    an_old_order(practice, {first: 2}, day=2)
    an_old_order(practice, {first: 8}, day=9)
    an_old_order(practice, {first: 5, second: 3}, day=4)
    assert shown(practice) == [(first.number, 9, 5), (second.number, 4, 3)]


def test_what_was_called_off_or_ordered_elsewhere_does_not_count(regular: Buyer) -> None:
    an_old_order(regular.practice, {regular.variant: 5}, day=1, state=Order.State.CANCELLED)
    an_old_order(a_practice(), {regular.variant: 5}, day=1)
    order = an_old_order(regular.practice, {an_article(): 2}, day=2)
    order.lines.update(cancelled=2, allocated=0)
    assert shown(regular.practice) == []


def test_what_was_ordered_in_the_shop_before_counts_when_the_article_is_still_known(regular: Buyer) -> None:
    practice, both, before = regular.practice, regular.variant, an_article(name="Sonde")
    an_old_order(practice, {both: 5}, day=2)
    for variant, quantity in ((both, 7), (both, 7), (before, 3), (None, 9)):
        facts = {"quantity": quantity, "amount_cents": 100, "variant_id": variant and variant.pk}
        orders.keep_earlier(practice.pk, "O-1", date(2025, 3, 17), "OUD-1", description="Van toen", **facts)
    orders.keep_earlier(a_practice().pk, "O-2", date(2025, 3, 17), "OUD-1", **facts | {"variant_id": both.pk})
    assert shown(practice) == [(both.number, 2, 7), (before.number, 17, 3)]
    assert shown(practice, "sonde van toen oud-1") == [(before.number, 17, 3)]


@pytest.mark.parametrize("text", ["composiet", "COMPOSIET a2", "12.34", "kt 77", "naam van toen"])
def test_it_is_found_by_name_then_or_now_and_by_number(regular: Buyer, text: str) -> None:
    from shop.catalogue import services as catalogue

    Variant.objects.filter(pk=regular.variant.pk).update(number="KT-77", maker_number="1234")
    catalogue.index_product(regular.variant.product_id)
    order = an_old_order(regular.practice, {regular.variant: 5}, day=1)
    order.lines.update(name="Naam van toen")
    an_old_order(regular.practice, {an_article(): 2}, day=2)
    assert shown(regular.practice, text) == [("KT-77", 1, 5)]


@pytest.mark.parametrize("text", ["%", "' OR 1=1", "\x00", "zoiets niet", "composiet handschoen"])
def test_a_strange_search_finds_nothing_and_breaks_nothing(regular: Buyer, text: str) -> None:
    an_old_order(regular.practice, {regular.variant: 5}, day=1)
    assert regular.client.get(reverse(PAGE), {"q": text}).status_code == 200


def test_the_page_shows_todays_price_and_stock(regular: Buyer) -> None:
    an_old_order(regular.practice, {regular.variant: 5}, day=1)
    Variant.objects.filter(pk=regular.variant.pk).update(unit_price_e4=311_100)
    page = regular.client.get(reverse(PAGE)).content.decode()
    assert "31,11" in page
    assert "24,95" not in page
    assert "Laatst besteld op 1 maart 2026, meestal 5" in page
    assert "In bestelling" in page or "Op bestelling" in page


def test_what_cannot_be_had_is_named_with_its_successor(regular: Buyer) -> None:
    an_old_order(regular.practice, {regular.variant: 5}, day=1)
    successor = an_article(name="Composiet nieuw")
    Product.objects.filter(pk=regular.variant.product_id).update(successor=successor.product)
    Variant.objects.filter(pk=regular.variant.pk).update(is_discontinued=True)
    page = regular.client.get(reverse(PAGE)).content.decode()
    assert "Composiet nieuw" in page
    assert f'name="pieces-{regular.variant.pk}"' not in page


def test_all_filled_boxes_go_into_the_cart_with_one_button(regular: Buyer) -> None:
    second, third = an_article(), an_article()
    an_old_order(regular.practice, {regular.variant: 5, second: 1, third: 1}, day=1)
    boxes = {f"pieces-{regular.variant.pk}": "3", f"pieces-{third.pk}": "2", f"pieces-{second.pk}": ""}
    answer = regular.client.post(reverse(PAGE), boxes)
    assert answer.headers["Location"] == reverse("cart:show")
    lines = CartLine.objects.values_list("variant_id", "quantity", "seen_price_e4")
    assert set(lines) == {(regular.variant.pk, 3, 249_500), (third.pk, 2, 100_000)}


def test_the_boxes_of_a_search_and_a_second_page_count_too(regular: Buyer) -> None:
    an_old_order(regular.practice, {regular.variant: 5, **{an_article(): 1 for _ in range(50)}}, day=1)
    last = list(ordered(regular.practice))[-1][0]
    regular.client.post(reverse(PAGE) + "?pagina=2", {f"pieces-{last}": "4"})
    regular.client.post(reverse(PAGE) + "?q=composiet", {f"pieces-{regular.variant.pk}": "2"})
    assert dict(CartLine.objects.values_list("variant_id", "quantity")) == {last: 4, regular.variant.pk: 2}


@pytest.mark.parametrize("quantity", ["0", "-1", "1000000000", "1e9", "twee", "2,5"])
def test_a_wrong_box_is_told_of_and_changes_nothing(regular: Buyer, quantity: str) -> None:
    second = an_article()
    an_old_order(regular.practice, {regular.variant: 5, second: 1}, day=1)
    boxes = {f"pieces-{regular.variant.pk}": quantity, f"pieces-{second.pk}": "3"}
    answer = regular.client.post(reverse(PAGE), boxes)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count("1 tot 9.999") == 2
    assert f'value="{quantity}"' in page
    assert 'value="3"' in page
    assert not CartLine.objects.exists()


def test_an_article_that_was_never_ordered_cannot_be_slipped_in(regular: Buyer) -> None:
    an_old_order(regular.practice, {regular.variant: 5}, day=1)
    regular.client.post(reverse(PAGE), {f"pieces-{an_article().pk}": "3"})
    assert not CartLine.objects.exists()


def test_a_reader_looks_and_orders_nothing(regular: Buyer) -> None:
    an_old_order(regular.practice, {regular.variant: 5}, day=1)
    reader = Client()
    reader.force_login(a_member(regular.practice, role=Membership.Role.READER))
    page = reader.get(reverse(PAGE)).content.decode()
    assert "Composiet A2" in page
    assert "pieces-" not in page
    assert reader.post(reverse(PAGE), {f"pieces-{regular.variant.pk}": "3"}).status_code == 403
    assert not CartLine.objects.exists()


def test_a_bookkeeper_and_a_stranger_see_nothing(regular: Buyer) -> None:
    bookkeeper = Client()
    bookkeeper.force_login(a_member(regular.practice, role=Membership.Role.BOOKKEEPER))
    assert bookkeeper.get(reverse(PAGE)).status_code == 403
    assert reverse("account_login") in Client().get(reverse(PAGE)).headers["Location"]


def test_the_page_asks_as_much_for_one_article_as_for_many(regular: Buyer) -> None:
    an_old_order(regular.practice, {regular.variant: 5}, day=1)
    regular.client.get(reverse(PAGE))
    asked = []
    for day in (2, 3):
        with CaptureQueriesContext(connection) as queries:
            regular.client.get(reverse(PAGE))
        asked.append(len(queries))
        an_old_order(regular.practice, {an_article(): 1 for _ in range(23)}, day=day)
    assert asked[0] == asked[1]
    assert asked[1] <= 12
