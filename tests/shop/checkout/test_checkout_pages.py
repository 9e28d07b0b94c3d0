"""From cart to placed order: three short pages the first time, one the next."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Practice
from privacy import notice
from shop.cart import services as cart
from shop.cart.models import CartLine
from shop.catalogue.models import Variant
from shop.checkout import services as checkout
from shop.checkout.choices import Choices
from shop.orders.models import Order
from shop.payments.methods import methods
from shop.stock import services as stock
from tests.shop.builders import (
    Buyer,
    a_buyer,
    a_practice,
    an_address,
    an_article,
    an_order,
    asked,
    on_the_shelf,
)
from tests.shop.checkout.steps import DELIVERY, PAYMENT, REVIEW, choose, fill, look


def test_a_first_order_takes_three_short_pages(buyer: Buyer) -> None:
    fill(buyer)
    assert buyer.client.get(reverse("checkout:start")).url == DELIVERY  # type: ignore[attr-defined]
    address = buyer.practice.addresses.get()
    answer = buyer.client.post(DELIVERY, {"address_id": address.pk, "delivery_note": "Achterom"})
    assert answer.url == PAYMENT  # type: ignore[attr-defined]
    assert buyer.client.post(PAYMENT, {"way": "prepaid"}).url == REVIEW  # type: ignore[attr-defined]
    text, answers = look(buyer)
    assert "Achterom" in text
    placed = buyer.client.post(REVIEW, {**answers, "reference": "PO 7"}, follow=True)
    order = Order.objects.get()
    assert order.number in placed.content.decode()
    assert (order.state, order.reference, order.delivery_note) == ("awaiting_payment", "PO 7", "Achterom")
    assert (order.placed_by, order.total_cents) == (buyer.user, 4_990 + 695 + 1_194)
    assert not CartLine.objects.exists()


def test_the_next_order_has_one_page_left(buyer: Buyer) -> None:
    an_order(buyer.practice, {buyer.variant: 1})
    fill(buyer)
    _, answers = look(buyer, reverse("checkout:start"))
    buyer.client.post(REVIEW, answers)
    assert Order.objects.count() == 2


def test_nothing_can_be_checked_before_it_was_chosen(buyer: Buyer) -> None:
    fill(buyer)
    assert buyer.client.get(REVIEW).url == DELIVERY  # type: ignore[attr-defined]
    assert buyer.client.get(PAYMENT).url == DELIVERY  # type: ignore[attr-defined]


def test_an_empty_cart_is_sent_back(buyer: Buyer) -> None:
    choose(buyer)
    assert buyer.client.get(REVIEW).url == reverse("cart:show")  # type: ignore[attr-defined]
    answer = buyer.client.post(REVIEW, {"key": uuid4(), "seen": "0" * 16})
    assert answer.url == reverse("cart:show")  # type: ignore[attr-defined]
    assert not Order.objects.exists()


@pytest.mark.parametrize("state", ["denied", "closed"])
def test_nobody_orders_for_a_practice_that_was_closed_between_look_and_press(
    state: str, buyer: Buyer
) -> None:
    fill(buyer)
    quote = cart.priced(buyer.practice, buyer.user)
    Practice.objects.update(state=state)
    chosen = Choices(address_id=buyer.practice.addresses.get().pk, terms="prepaid")
    with pytest.raises(checkout.MayNotOrder):
        checkout.place_order(buyer.practice, buyer.user, chosen, key=uuid4(), seen=quote.fingerprint)
    assert not Order.objects.exists()
    assert CartLine.objects.exists()


@pytest.mark.parametrize("state", ["denied", "closed"])
@pytest.mark.parametrize("role", ["manager", "buyer"])
def test_a_practice_that_is_no_customer_reads_and_does_not_buy(state: str, role: str, buyer: Buyer) -> None:
    buyer.practice.memberships.update(role=role)
    unpaid = an_order(buyer.practice, {buyer.variant: 1})
    fill(buyer)
    Practice.objects.update(state=state)
    for name in ("accounts:overview", "cart:show", "cart:quick", "checkout:start", "checkout:review"):
        refused = buyer.client.get(reverse(name))
        assert refused.status_code == (200 if name == "accounts:overview" else 403)
        assert 'class="message message--warning"' in refused.content.decode()
    piece = {"variant": buyer.variant.pk, "quantity": 1}
    assert buyer.client.post(reverse("cart:add"), piece).status_code == 403
    assert buyer.client.post(reverse("orders:reorder", args=[unpaid.number])).status_code == 403
    assert CartLine.objects.get().quantity == 2
    for name in ("orders:list", "invoicing:list"):
        assert buyer.client.get(reverse(name)).status_code == 200
    assert unpaid.number in buyer.client.get(reverse("orders:detail", args=[unpaid.number])).content.decode()


def test_an_address_of_somebody_else_cannot_be_chosen(buyer: Buyer) -> None:
    fill(buyer)
    foreign = an_address(a_practice())
    answer = buyer.client.post(DELIVERY, {"address_id": foreign.pk})
    assert answer.status_code == 200
    assert 'class="error-summary"' in answer.content.decode()
    assert buyer.client.get(REVIEW).url == DELIVERY  # type: ignore[attr-defined]


def test_goods_for_professionals_wait_for_approval(buyer: Buyer) -> None:
    Practice.objects.update(state="pending")
    guarded = an_article(is_professionals_only=True)
    on_the_shelf(guarded, 3)
    buyer.practice.refresh_from_db()
    cart.put(buyer.practice, buyer.user, guarded.pk, 1)
    choose(buyer)
    text, answers = look(buyer)
    assert 'class="field__error"' in text
    buyer.client.post(REVIEW, answers)
    assert not Order.objects.exists()
    cart.empty(buyer.practice, buyer.user)
    fill(buyer)
    _, answers = look(buyer)
    buyer.client.post(REVIEW, answers)
    assert Order.objects.get().state == "awaiting_payment"


def test_discontinued_goods_without_stock_are_refused(buyer: Buyer) -> None:
    fill(buyer, 4)
    Variant.objects.update(is_discontinued=True)
    stock.allocate(buyer.variant.pk, 9, "line:0")
    choose(buyer)
    _, answers = look(buyer)
    buyer.client.post(REVIEW, answers)
    assert not Order.objects.exists()


def test_nobody_sees_an_order_of_somebody_else(buyer: Buyer) -> None:
    order = an_order(buyer.practice, {buyer.variant: 1})
    other = a_buyer(a_practice(), buyer.variant)
    for name in ("checkout:placed", "orders:detail", "orders:cancel"):
        assert buyer.client.get(reverse(name, args=[order.number])).status_code == 200
        assert other.client.get(reverse(name, args=[order.number])).status_code == 404
    assert Client().get(reverse("orders:detail", args=[order.number])).status_code == 302


@pytest.mark.parametrize("terms", ["on_account", "prepaid"])
@pytest.mark.parametrize("lines", [1, 5])
def test_a_whole_checkout_asks_little_of_the_database(buyer: Buyer, lines: int, terms: str) -> None:
    Practice.objects.update(may_buy_on_account=True, credit_limit_cents=100_000)
    an_order(buyer.practice, {buyer.variant: 1}, terms=terms)
    notice.show(buyer.user.subject.uuid, "order")  # not the first order of this process
    for variant in [an_article() for _ in range(lines)]:
        on_the_shelf(variant, 5)
        cart.put(buyer.practice, buyer.user, variant.pk, 2)
    buyer.client.get(reverse("cart:show"))
    with CaptureQueriesContext(connection) as captured:
        buyer.client.get(reverse("cart:show"))
        _, answers = look(buyer, reverse("checkout:start"))
        placed = buyer.client.post(REVIEW, answers)
        if terms == "on_account":  # otherwise the next page is the payment provider's
            buyer.client.get(placed.url)  # type: ignore[attr-defined]
    assert Order.objects.count() == 2
    assert len(asked(captured)) <= 46, "\n".join(asked(captured))


def test_a_first_order_asks_little_of_the_database_on_its_three_pages(buyer: Buyer) -> None:
    Practice.objects.update(may_buy_on_account=True, credit_limit_cents=100_000)
    an_order(a_practice(), {buyer.variant: 1})  # not the first order of the year, nor of this process
    notice.show(buyer.user.subject.uuid, "order")
    methods(1)
    fill(buyer)
    buyer.client.get(reverse("cart:show"))
    address = buyer.practice.addresses.get()
    with CaptureQueriesContext(connection) as captured:
        buyer.client.get(reverse("cart:show"))
        buyer.client.get(DELIVERY)
        buyer.client.post(DELIVERY, {"address_id": address.pk})
        buyer.client.get(PAYMENT)
        buyer.client.post(PAYMENT, {"way": "on_account"})
        _, answers = look(buyer)
        buyer.client.get(buyer.client.post(REVIEW, answers).url)  # type: ignore[attr-defined]
    assert Order.objects.count() == 2
    assert len(asked(captured)) <= 67, "\n".join(asked(captured))
