"""The practice hears by mail what becomes of its order: released, or called off and by whom."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.mail import EmailMultiAlternatives

from accounts.models import Membership, User
from d4d.foundation import clock
from shop.orders import services as orders
from shop.orders.models import Order
from tests.accounts.people import post_is_delivered
from tests.shop.builders import Buyer, a_colleague_of_the_house, a_member, an_article, an_order, on_the_shelf

ON_ACCOUNT = {"terms": Order.Terms.ON_ACCOUNT}


@pytest.fixture(autouse=True)
def _tariffs() -> None:
    """The buyer brings the tariffs."""


def ordered(buyer: Buyer, pieces: int = 5, **facts: object) -> Order:
    """An order of which the confirmation is read already."""
    order = an_order(buyer.practice, {buyer.variant: pieces}, placed_by=buyer.user, **facts)
    letters()
    return order


def letters() -> dict[str, EmailMultiAlternatives]:
    """What has been delivered since, by reader."""
    delivered = {letter.to[0]: letter for letter in post_is_delivered()}
    mail.outbox.clear()
    return delivered


def only_letter() -> EmailMultiAlternatives:
    (letter,) = letters().values()
    return letter


def html_of(letter: EmailMultiAlternatives) -> str:
    return str(letter.alternatives[0][0])


def test_who_calls_an_order_off_reads_that_they_did_and_their_manager_that_a_colleague_did(
    buyer: Buyer,
) -> None:
    manager = a_member(buyer.practice, Membership.Role.MANAGER)
    order = ordered(buyer)
    orders.cancel(order.pk, reason="dubbel", by=buyer.user.subject.uuid)
    told = letters()
    assert set(told) == {buyer.user.email, manager.email}
    assert f"U hebt het volgende uit bestelling {order.number} geannuleerd." in told[buyer.user.email].body
    assert "Een collega van u" in told[manager.email].body
    assert told[buyer.user.email].subject == f"Bestelling {order.number} geannuleerd"
    assert "U hoeft dit niet te betalen." in told[buyer.user.email].body
    assert "5 × Composiet A2" in told[buyer.user.email].body


def test_pieces_that_we_call_off_are_named_with_the_reason_and_with_what_is_still_to_come(
    buyer: Buyer,
) -> None:
    order = ordered(buyer, **ON_ACCOUNT)
    sales = a_colleague_of_the_house("sales")
    reason = "uit de handel <b>"
    orders.cancel_lines(order.pk, {order.lines.get().pk: 2}, reason=reason, by=sales.subject.uuid)
    letter = only_letter()
    assert letter.subject == f"Deel van bestelling {order.number} geannuleerd"
    assert "Wij hebben het volgende uit bestelling" in letter.body
    assert "De reden: uit de handel <b>." in letter.body
    assert "uit de handel &lt;b&gt;" in html_of(letter)
    assert "2 × Composiet A2" in letter.body
    assert "3 × Composiet A2" in letter.body
    assert "Dit wordt niet gefactureerd." in letter.body


def test_what_was_paid_is_promised_back(buyer: Buyer) -> None:
    order = ordered(buyer)
    orders.mark_paid(order.pk)
    orders.cancel(order.pk, by=None)
    letter = only_letter()
    for text in (letter.body, html_of(letter)):
        assert "binnen drie werkdagen" in text
    assert "Wij hebben het volgende" in letter.body


def test_an_order_that_nobody_paid_is_cancelled_with_a_word_why(buyer: Buyer) -> None:
    order = ordered(buyer)
    with time_machine.travel(clock.now() + timedelta(days=60)):
        assert orders.cancel_unpaid() == 1
        letter = only_letter()
    assert f"geen betaling ontvangen voor bestelling {order.number}" in letter.body
    assert "not paid" not in letter.body


def test_an_english_reader_gets_english(buyer: Buyer) -> None:
    User.objects.filter(pk=buyer.user.pk).update(language="en")
    order = ordered(buyer)
    orders.cancel(order.pk, by=buyer.user.subject.uuid)
    letter = only_letter()
    assert letter.subject == f"Order {order.number} cancelled"
    assert "You have called the following off" in letter.body


def test_an_order_that_was_held_and_let_go_is_told_once(buyer: Buyer) -> None:
    manager = a_member(buyer.practice, Membership.Role.MANAGER)
    order = ordered(buyer, needs_review=True, **ON_ACCOUNT)
    orders.release(order.pk, a_colleague_of_the_house("sales").subject.uuid, reason="gezien")
    told = letters()
    assert set(told) == {buyer.user.email, manager.email}
    letter = told[buyer.user.email]
    assert letter.subject == f"Wij pakken bestelling {order.number} in"
    for text in (letter.body, html_of(letter)):
        assert f"Wij hebben bestelling {order.number}" in text
        assert "Wij verwachten uw pakket bij u op" in text
    assert letters() == {}


def test_a_released_order_that_must_wait_says_so(buyer: Buyer) -> None:
    short = an_article(name="Nietmachine")
    on_the_shelf(short, 1)
    held = Buyer(buyer.practice, buyer.user, buyer.client, short)
    orders.release(ordered(held, 3, needs_review=True, **ON_ACCOUNT).pk, None, reason="gezien")
    assert "Niet alles is op voorraad." in only_letter().body


def test_an_order_that_was_never_held_gets_no_such_letter(buyer: Buyer) -> None:
    ordered(buyer, **ON_ACCOUNT)
    order = ordered(buyer)
    orders.mark_paid(order.pk)
    assert letters() == {}


def test_nobody_waits_for_a_service_and_no_parcel_brings_it(buyer: Buyer) -> None:
    service = an_article(name="Onderhoud", is_service=True)
    an_order(buyer.practice, {service: 1}, placed_by=buyer.user, **ON_ACCOUNT)
    body = letters()[buyer.user.email].body
    assert "1 × Onderhoud" in body
    for words in ("te volgen", "Niet alles", "pakket bij u"):
        assert words not in body
