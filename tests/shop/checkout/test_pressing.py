"""Nothing is ordered unseen, nothing twice, and nothing by a forged form."""

import re
from uuid import uuid4

import pytest

from shop.cart.models import CartLine
from shop.catalogue.models import Price
from shop.orders.models import Order
from shop.stock import services as stock
from tests.shop.builders import (
    Buyer,
)
from tests.shop.checkout.steps import DELIVERY, REVIEW, choose, fill, look


def test_a_price_that_changes_before_the_press_is_shown_first(buyer: Buyer) -> None:
    fill(buyer)
    choose(buyer)
    _, answers = look(buyer)
    Price.objects.create(variant=buyer.variant, unit_price_e4=200_000)
    answer = buyer.client.post(REVIEW, answers, follow=True)
    assert not Order.objects.exists()
    assert "<s>€\u00a024,95</s>" in answer.content.decode()
    _, answers = look(buyer)
    buyer.client.post(REVIEW, answers)
    assert Order.objects.get().goods_cents == 4_000


def test_what_sells_out_before_the_press_is_shown_first_as_a_back_order(buyer: Buyer) -> None:
    fill(buyer, 4)
    choose(buyer)
    _, answers = look(buyer)
    stock.allocate(buyer.variant.pk, 9, "line:0")
    answer = buyer.client.post(REVIEW, answers, follow=True)
    assert not Order.objects.exists()
    assert CartLine.objects.get().quantity == 4
    assert re.search(r"\b1\b.*\b3\b", answer.content.decode())
    _, answers = look(buyer)
    buyer.client.post(REVIEW, answers)
    line = Order.objects.get().lines.get()
    assert (line.allocated, line.back_ordered) == (1, 3)


@pytest.mark.parametrize(
    "extra",
    [
        {
            "total_cents": "1",
            "goods_cents": "1",
            "unit_price_e4": "1",
            "vat_cents": "0",
            "carriage_cents": "0",
        },
        {"state": "released", "terms": "on_account", "paid_at": "2026-01-01"},
    ],
)
def test_numbers_in_the_post_are_nobodys_numbers(buyer: Buyer, extra: dict[str, str]) -> None:
    fill(buyer)
    choose(buyer)
    _, answers = look(buyer)
    buyer.client.post(REVIEW, {**answers, **extra})
    order = Order.objects.get()
    assert (order.total_cents, order.state, order.terms) == (6_879, "awaiting_payment", "prepaid")


@pytest.mark.parametrize("broken", [{"key": "x"}, {"key": ""}, {"seen": ""}, {"seen": "0" * 16}])
def test_a_broken_form_orders_nothing(buyer: Buyer, broken: dict[str, str]) -> None:
    fill(buyer)
    choose(buyer)
    _, answers = look(buyer)
    assert buyer.client.post(REVIEW, {**answers, **broken}).status_code < 500
    assert not Order.objects.exists()
    assert CartLine.objects.exists()


def test_pressing_again_gives_the_same_order(buyer: Buyer) -> None:
    fill(buyer)
    choose(buyer)
    _, answers = look(buyer)
    first = buyer.client.post(REVIEW, answers)
    choose(buyer)
    again = buyer.client.post(REVIEW, answers)
    assert first.url == again.url  # type: ignore[attr-defined]
    assert Order.objects.count() == 1


def test_whoever_presses_once_more_after_the_answer_got_lost_is_led_to_the_order(buyer: Buyer) -> None:
    fill(buyer)
    choose(buyer)
    _, answers = look(buyer)
    first = buyer.client.post(REVIEW, answers)
    again = buyer.client.post(REVIEW, answers)
    assert (again.status_code, again["Location"]) == (302, first["Location"])
    assert Order.objects.count() == 1
    assert buyer.client.post(REVIEW, {**answers, "key": uuid4()})["Location"] == DELIVERY


def test_pressing_again_much_later_leaves_the_next_cart_alone(buyer: Buyer) -> None:
    fill(buyer)
    choose(buyer)
    _, answers = look(buyer)
    first = buyer.client.post(REVIEW, answers)
    fill(buyer)
    choose(buyer)
    again = buyer.client.post(REVIEW, answers)
    assert first.url == again.url  # type: ignore[attr-defined]
    assert CartLine.objects.get().quantity == 2
    assert Order.objects.count() == 1
