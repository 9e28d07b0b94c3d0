"""A practice follows its orders, calls them off in time, and hears of them by mail."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Membership, Practice
from shop.orders import in_hand
from shop.orders.models import Order
from tests.accounts.people import post_is_delivered
from tests.shop.builders import Buyer, a_member, a_practice, an_article, an_order, asked, on_the_shelf


@pytest.fixture(autouse=True)
def _tariffs() -> None:
    """The buyer brings the tariffs."""


def test_the_list_shows_what_this_practice_ordered(buyer: Buyer) -> None:
    mine = an_order(buyer.practice, {buyer.variant: 1})
    other = an_order(a_practice(), {buyer.variant: 1})
    text = buyer.client.get(reverse("orders:list")).content.decode()
    assert mine.number in text
    assert other.number not in text


def test_the_page_says_what_is_ready_and_what_follows(buyer: Buyer) -> None:
    order = an_order(buyer.practice, {buyer.variant: 12})
    line = order.lines.get()
    assert (line.allocated, line.back_ordered) == (10, 2)
    text = buyer.client.get(reverse("orders:detail", args=[order.number])).content.decode()
    assert "10 " in text
    assert "2 " in text


def test_an_order_is_cancelled_after_one_question(buyer: Buyer) -> None:
    order = an_order(buyer.practice, {buyer.variant: 1})
    page = reverse("orders:cancel", args=[order.number])
    buyer.client.get(page)
    order.refresh_from_db()
    assert order.state == "awaiting_payment"
    buyer.client.post(page, {"reason": "dubbel"})
    order.refresh_from_db()
    assert order.state == "cancelled"
    assert order.cancellations.get().actor == buyer.user.subject.uuid


def test_an_order_that_is_being_packed_is_not_cancelled(
    buyer: Buyer, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = an_order(buyer.practice, {buyer.variant: 1})
    monkeypatch.setattr(in_hand, "_questions", [lambda _: True])
    page = reverse("orders:cancel", args=[order.number])
    assert '<button class="button button--danger"' not in buyer.client.get(page).content.decode()
    buyer.client.post(page)
    order.refresh_from_db()
    assert order.state == "awaiting_payment"


@pytest.mark.parametrize("role", ["reader", "bookkeeper"])
def test_who_may_not_order_cannot_cancel(buyer: Buyer, role: str) -> None:
    order = an_order(buyer.practice, {buyer.variant: 1})
    buyer.client.force_login(a_member(buyer.practice, role))
    assert buyer.client.post(reverse("orders:cancel", args=[order.number])).status_code == 403
    seen = buyer.client.get(reverse("orders:detail", args=[order.number])).status_code
    assert seen == (200 if role == "reader" else 403)
    order.refresh_from_db()
    assert order.state == "awaiting_payment"


def test_a_practice_that_was_closed_still_sees_and_calls_off_what_it_ordered(buyer: Buyer) -> None:
    order = an_order(buyer.practice, {buyer.variant: 1})
    Practice.objects.update(state=Practice.State.CLOSED)
    assert order.number in buyer.client.get(reverse("orders:list")).content.decode()
    text = buyer.client.get(reverse("orders:detail", args=[order.number])).content.decode()
    assert reverse("orders:cancel", args=[order.number]) in text
    assert reverse("payments:back", args=[order.number]) in text
    assert reverse("orders:reorder", args=[order.number]) not in text
    assert buyer.client.post(reverse("orders:reorder", args=[order.number])).status_code == 403
    assert buyer.client.post(reverse("orders:cancel", args=[order.number]), {"reason": ""}).status_code == 302
    order.refresh_from_db()
    assert order.state == "cancelled"


@pytest.mark.parametrize("lines", [1, 24])
def test_the_page_asks_as_much_for_one_line_as_for_many(buyer: Buyer, lines: int) -> None:
    order = an_order(buyer.practice, {an_article(): 1 for _ in range(lines)})
    page = reverse("orders:detail", args=[order.number])
    buyer.client.get(page)
    with CaptureQueriesContext(connection) as captured:
        buyer.client.get(page)
    assert len(asked(captured)) <= 13, asked(captured)


def test_who_ordered_and_who_manages_both_get_one_confirmation(buyer: Buyer) -> None:
    manager = a_member(buyer.practice, Membership.Role.MANAGER)
    short = an_article(name="Nietmachine")
    on_the_shelf(short, 1)
    order = an_order(buyer.practice, {buyer.variant: 2, short: 3}, placed_by=buyer.user)
    letters = post_is_delivered()
    assert sorted(letter.to[0] for letter in letters) == sorted([buyer.user.email, manager.email])
    for letter in letters:
        assert order.number in letter.subject
        assert "2 × Composiet A2" in letter.body
        assert reverse("orders:detail", args=[order.number]) in letter.body
    assert buyer.practice.billing_email not in [letter.to[0] for letter in letters]


def test_a_manager_who_orders_gets_one_letter(buyer: Buyer) -> None:
    manager = a_member(buyer.practice, Membership.Role.MANAGER)
    an_order(buyer.practice, {buyer.variant: 2}, placed_by=manager)
    assert [letter.to for letter in post_is_delivered()] == [[manager.email]]
    assert Order.objects.count() == 1


def test_of_services_alone_neither_page_nor_letter_tells_of_carriage(buyer: Buyer) -> None:
    alone = an_order(buyer.practice, {an_article(is_service=True): 1}, placed_by=buyer.user)
    beside = an_order(buyer.practice, {buyer.variant: 1, an_article(is_service=True): 1})
    pages = [reverse("orders:detail", args=[one.number]) for one in (alone, beside)]
    assert ["Verzending" in buyer.client.get(page).content.decode() for page in pages] == [False, True]
    (letter,) = [one for one in post_is_delivered() if alone.number in one.subject]
    assert "Verzending" not in letter.body
    assert "Verzending" not in str(letter.alternatives[0][0])


def test_an_order_of_services_abroad_says_that_its_vat_is_shifted(buyer: Buyer) -> None:
    Practice.objects.update(vat_id="DE136695976", vat_answer="valid")
    buyer.practice.refresh_from_db()
    order = an_order(buyer.practice, {an_article(is_service=True): 1})
    assert "Btw: verlegd" in buyer.client.get(reverse("orders:detail", args=[order.number])).content.decode()
