"""An order above somebody's limit waits for a manager of the same practice, and for nobody else."""

import pytest
from django.core import mail

from accounts.models import Membership, Practice, User
from shop.orders import services as orders
from shop.orders.models import Order
from shop.stock.models import Allocation
from tests.accounts.people import signed_in
from tests.shop.builders import Buyer, a_member, a_practice
from tests.shop.checkout.steps import REVIEW, choose, fill, look
from tests.shop.intake.desk import all_news

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(buyer: Buyer) -> User:
    """Who lets the buyer order up to fifty euros."""
    user = a_member(buyer.practice, Membership.Role.MANAGER)
    row = Membership.objects.get(user=buyer.user)
    page = f"/mijn/collegas/{row.pk}/"
    sent = {"role": "buyer", "order_limit": "50,00"}
    assert signed_in(user).post(page, sent).status_code == 302
    row.refresh_from_db()
    assert row.order_limit_cents == 5_000
    return user


def ordered(buyer: Buyer, quantity: int, terms: str = "prepaid") -> Order:
    fill(buyer, quantity)
    choose(buyer, terms)
    _page, hidden = look(buyer)
    buyer.client.post(REVIEW, hidden)
    return Order.objects.latest("pk")


def answer(user: User, order: Order, said: str, **more: str) -> int:
    page = f"/mijn/bestellingen/{order.number}/akkoord/"
    return signed_in(user).post(page, {"answer": said, **more}).status_code


def test_above_the_limit_it_waits_and_the_manager_is_told(buyer: Buyer, manager: User) -> None:
    assert ordered(buyer, 1).state == Order.State.AWAITING_PAYMENT  # 38,60 with carriage and VAT
    order = ordered(buyer, 2)
    assert (order.state, order.lines.get().allocated) == (Order.State.AWAITING_APPROVAL, 2)
    all_news()
    [letter] = [one for one in mail.outbox if one.to == [manager.email] and order.number in one.subject]
    assert f"/mijn/bestellingen/{order.number}/" in letter.body
    way = f'href="/mijn/bestellingen/{order.number}/akkoord/"'
    pages = [one.get(f"/mijn/bestellingen/{order.number}/") for one in (signed_in(manager), buyer.client)]
    assert [way in one.content.decode() for one in pages] == [True, False]
    assert answer(buyer.user, order, "yes") == 403
    assert answer(a_member(a_practice(), Membership.Role.MANAGER), order, "yes") == 404
    order.refresh_from_db()
    assert order.state == Order.State.AWAITING_APPROVAL
    answer(manager, order, "yes")
    order.refresh_from_db()
    assert order.state == Order.State.AWAITING_PAYMENT


def test_a_refused_order_gives_its_pieces_back_and_says_why(buyer: Buyer, manager: User) -> None:
    order = ordered(buyer, 2)
    answer(manager, order, "no", reason="te duur deze maand")
    order.refresh_from_db()
    assert (order.state, Allocation.objects.count()) == (Order.State.CANCELLED, 0)
    all_news()
    told = [one.body for one in mail.outbox if one.to == [buyer.user.email]]
    assert any("te duur deze maand" in body for body in told)
    answer(manager, order, "yes")
    order.refresh_from_db()
    assert order.state == Order.State.CANCELLED


def test_a_no_after_a_yes_calls_nothing_off(buyer: Buyer, manager: User) -> None:
    order = ordered(buyer, 2)
    page = signed_in(manager).get(f"/mijn/bestellingen/{order.number}/akkoord/").content.decode()
    forms = [form for form in page.split("<form")[1:] if 'name="answer"' in form]
    assert [('value="yes"' in one, 'name="reason"' in one) for one in forms] == [(True, False), (False, True)]
    answer(manager, order, "yes")
    with pytest.raises(orders.CannotBeCancelled):
        orders.cancel(order.pk, waiting=Order.State.AWAITING_APPROVAL)
    answer(manager, order, "no", reason="te laat")
    order.refresh_from_db()
    assert (order.state, order.cancellations.count()) == (Order.State.AWAITING_PAYMENT, 0)


def test_on_account_a_yes_counts_only_while_the_practice_may(buyer: Buyer, manager: User) -> None:
    mine = Practice.objects.filter(pk=buyer.practice.pk)
    mine.update(may_buy_on_account=True, credit_limit_cents=100_000)
    order = ordered(buyer, 2, "on_account")
    assert order.state == Order.State.AWAITING_APPROVAL
    mine.update(may_buy_on_account=False)
    answer(manager, order, "yes")
    order.refresh_from_db()
    assert order.state == Order.State.AWAITING_APPROVAL
    mine.update(may_buy_on_account=True)
    answer(manager, order, "yes")
    order.refresh_from_db()
    assert order.state == Order.State.RELEASED
