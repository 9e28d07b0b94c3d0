"""Where a practice comes back to: our own books, its own orders, and no call to anybody."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client

from accounts.models import Membership
from d4d.foundation.models import Delivery
from shop.orders.models import Order
from shop.payments import services
from shop.payments.models import Payment
from tests.shop.builders import a_member, a_practice
from tests.shop.ledger import an_agreed_order
from tests.simulator_process import Outside

pytestmark = pytest.mark.django_db
Role = Membership.Role


@pytest.fixture(autouse=True)
def _methods_are_forgotten() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def browser(order: Order, role: str = Role.BUYER) -> Client:
    client = Client()
    client.force_login(a_member(order.practice, role))
    return client


def page_of(order: Order) -> str:
    return f"/betaling/{order.number}/"


def test_an_unpaid_order_offers_ways_to_pay(till: Outside) -> None:
    order = an_agreed_order(a_practice())
    text = browser(order).get(page_of(order)).content.decode()
    assert "iDEAL | Wero" in text
    assert f'action="{page_of(order)}betalen/"' in text


def test_a_practice_that_was_closed_can_still_pay_what_it_ordered(till: Outside) -> None:
    order = an_agreed_order(a_practice(state="closed"))
    client = browser(order)
    assert f'action="{page_of(order)}betalen/"' in client.get(page_of(order)).content.decode()
    assert client.post(f"{page_of(order)}betalen/")["Location"] == order.payments.get().checkout_url
    assert browser(order, Role.READER).post(f"{page_of(order)}betalen/").status_code == 403


def test_a_payment_under_way_is_waited_for_without_asking_the_provider(till: Outside) -> None:
    order = an_agreed_order(a_practice())
    payment = services.start(order)
    client, calls = browser(order), len(till.ledger("mollie"))
    text = client.get(f"{page_of(order)}?status=paid&id=tr_forged123").content.decode()
    assert 'data-hx-trigger="load delay:2s"' in text
    assert payment.checkout_url in text
    assert len(till.ledger("mollie")) == calls
    assert Delivery.objects.filter(topic="payments.hinted").count() == 1
    fragment = client.get(page_of(order), headers={"HX-Request": "true"}).content.decode()
    assert fragment.startswith('<div id="payment"')
    assert Delivery.objects.get(topic="payments.hinted").generation == 1


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (Payment.State.EXPIRED, "verlopen"),
        (Payment.State.CANCELED, "gestopt"),
        (Payment.State.FAILED, "niet gelukt"),
        (Payment.State.MISMATCH, "niet nog een keer"),
    ],
)
def test_how_a_payment_ended_is_said_in_words(till: Outside, state: str, words: str) -> None:
    order = an_agreed_order(a_practice())
    payment = services.start(order)
    Payment.objects.filter(pk=payment.pk).update(state=state)
    text = browser(order).get(page_of(order)).content.decode()
    assert words in text or state == Payment.State.MISMATCH
    assert ("betalen/" in text) is (state != Payment.State.MISMATCH)


def test_a_paid_order_says_thank_you_and_asks_for_no_money(till: Outside) -> None:
    order = an_agreed_order(a_practice())
    payment = services.start(order)
    assert payment.provider_id
    till.pay(payment.provider_id)
    services.refresh(payment.pk)
    text = browser(order).get(page_of(order)).content.decode()
    assert "uw betaling is binnen" in text
    assert "betalen/" not in text


def test_nobody_sees_or_pays_the_order_of_another_practice(till: Outside) -> None:
    order = an_agreed_order(a_practice())
    stranger = browser(an_agreed_order(a_practice()))
    assert stranger.get(page_of(order)).status_code == 404
    assert stranger.post(f"{page_of(order)}betalen/").status_code == 404
    assert Client().get(page_of(order)).status_code == 302
    assert browser(order, Role.BOOKKEEPER).post(f"{page_of(order)}betalen/").status_code == 403
    assert not Payment.objects.exists()


def test_an_order_on_account_is_not_paid_here(till: Outside) -> None:
    order = an_agreed_order(a_practice(), terms=Order.Terms.ON_ACCOUNT)
    assert browser(order).get(page_of(order)).status_code == 404


def test_paying_leads_to_the_payment_page_with_the_chosen_method(till: Outside) -> None:
    order = an_agreed_order(a_practice())
    answer = browser(order).post(f"{page_of(order)}betalen/", {"method": "creditcard"})
    payment = Payment.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, payment.checkout_url)
    assert payment.method == "creditcard"


def test_a_method_that_is_not_offered_is_left_to_the_provider(till: Outside) -> None:
    order = an_agreed_order(a_practice())
    browser(order).post(f"{page_of(order)}betalen/", {"method": "billie", "amount": "0.01"})
    payment = Payment.objects.get()
    assert (payment.method, payment.amount_cents) == ("", order.total_cents)


def test_when_the_provider_is_down_the_buyer_is_told_and_nothing_is_charged(till: Outside) -> None:
    order = an_agreed_order(a_practice())
    client = browser(order)
    client.get(page_of(order))
    till.fault("mollie", "error")
    answer = client.post(f"{page_of(order)}betalen/", {"method": "ideal"}, follow=True)
    assert answer.redirect_chain == [(page_of(order), 302)]
    text = answer.content.decode()
    assert "antwoordt" in text
    assert Payment.objects.get().state == Payment.State.CREATING
    assert ("Er is niets afgeschreven." in text, "u betaalt nooit dubbel" in text) == (True, True)
    assert ("Naar de betaalpagina" in text, "nog geen bericht van uw betaling" in text) == (True, False)


def test_who_comes_back_when_the_provider_answers_again_can_go_on(till: Outside) -> None:
    order = an_agreed_order(a_practice())
    client = browser(order)
    client.get(page_of(order))
    till.fault("mollie", "error")
    client.post(f"{page_of(order)}betalen/")
    text = client.get(page_of(order)).content.decode()
    assert f'action="{page_of(order)}betalen/"' in text
    assert client.post(f"{page_of(order)}betalen/")["Location"] == order.payments.get().checkout_url


def test_staff_see_payments_and_may_look_again(till: Outside, settings: object) -> None:
    settings.STAFF_MUST_USE_SECOND_FACTOR = False  # type: ignore[attr-defined]
    payment = services.start(an_agreed_order(a_practice()))
    chief = a_member(payment.order.practice, is_staff=True, is_superuser=True)
    client = Client()
    client.force_login(chief)
    page = "/beheer/payments/payment/"
    assert client.get(f"{page}{payment.pk}/change/").status_code == 200
    assert client.post(f"{page}{payment.pk}/change/", {"state": "paid"}).status_code == 403
    assert client.post(page, {"action": "look_again", "_selected_action": payment.pk}).status_code == 302
    assert Delivery.objects.filter(topic="payments.hinted").count() == 1
    assert client.get("/beheer/payments/refund/").status_code == 200
