"""A practice asks for a price, we offer one, and it holds until a day and not longer."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from d4d.foundation import clock
from shop.cart import services as cart
from shop.intake.models import PriceQuote
from shop.intake.services import quoting
from shop.orders.models import Order
from tests.accounts.people import signed_in
from tests.shop.builders import Buyer, a_member, a_practice
from tests.shop.intake.desk import a_price_quote, all_news, at_the_desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(buyer: Buyer) -> PriceQuote:
    """A question for four composites."""
    cart.put(buyer.practice, buyer.user, buyer.variant.pk, 4)
    buyer.client.post("/winkelwagen/offerte/", {"note": "voor januari"})
    return PriceQuote.objects.get()


def offered(asked: PriceQuote, price: str = "20,00", days: int = 10) -> PriceQuote:
    """The desk answers."""
    line = asked.lines.get()
    sent = {f"price-{line.pk}": price, "valid_until": (clock.today() + timedelta(days=days)).isoformat()}
    answer = at_the_desk().post(f"/beheer/intake/pricequote/{asked.pk}/offer/do/", sent)
    assert answer.status_code == 302, answer.content.decode()
    asked.refresh_from_db()
    return asked


def answer(client: Client, asked: PriceQuote, what: str) -> str:
    """The practice presses a button."""
    return client.post(f"/mijn/offertes/{asked.number}/", {"answer": what}).headers.get("Location", "")


def test_an_offer_is_ordered_once_at_its_prices(buyer: Buyer, asked: PriceQuote) -> None:
    offered(asked)
    all_news()
    [letter] = [one for one in mail.outbox if one.to == [buyer.user.email]]
    assert f"/mijn/offertes/{asked.number}/" in letter.body
    for _press in range(2):
        assert answer(buyer.client, asked, "order").startswith("/afrekenen/gelukt/D")
    order = Order.objects.get()
    assert (order.goods_cents, order.lines.get().unit_price_e4, order.reference) == (
        8_000,
        200_000,
        asked.number,
    )
    asked.refresh_from_db()
    assert (asked.state, asked.order) == ("ordered", order)


def test_practice_and_person_are_tied_before_the_quote_is_held(buyer: Buyer, asked: PriceQuote) -> None:
    offered(asked)
    with CaptureQueriesContext(connection) as heard:
        quoting.order_quote(asked.pk, buyer.practice, buyer.user)
    said = [query["sql"] for query in heard.captured_queries]
    tied = next(at for at, sql in enumerate(said) if 'ORDER BY "privacy_datasubject"' in sql)
    held = next(at for at, sql in enumerate(said) if 'FROM "intake_pricequote"' in sql)
    assert tied < held


def test_those_that_wait_for_our_prices_stand_on_top(buyer: Buyer, asked: PriceQuote) -> None:
    rest = [a_price_quote(buyer.practice, buyer.variant) for _ in range(3)]
    quoting.withdraw_quote(rest[0].pk, reason="", by=None)
    offered(asked)
    offered(rest[1])
    page = at_the_desk().get("/beheer/intake/pricequote/").content.decode()
    shown = sorted([asked, *rest], key=lambda one: page.index(one.number))
    assert shown == [rest[2], rest[1], asked, rest[0]]


def test_a_quote_past_its_day_cannot_be_ordered(buyer: Buyer, asked: PriceQuote) -> None:
    offered(asked)
    with time_machine.travel(clock.now() + timedelta(days=11), tick=False):
        client = signed_in(buyer.user)
        assert 'value="order"' not in client.get(f"/mijn/offertes/{asked.number}/").content.decode()
        answer(client, asked, "order")
        assert Order.objects.count() == 0
        assert (quoting.close_expired_quotes(), quoting.close_expired_quotes()) == (1, 0)
    asked.refresh_from_db()
    assert asked.state == "expired"


def test_a_question_that_nobody_answered_is_closed_after_thirty_days(asked: PriceQuote) -> None:
    with time_machine.travel(clock.now() + timedelta(days=29), tick=False):
        assert quoting.close_expired_quotes() == 0
    with time_machine.travel(clock.now() + timedelta(days=31), tick=False):
        assert (quoting.close_expired_quotes(), quoting.close_expired_quotes()) == (1, 0)
    asked.refresh_from_db()
    assert (asked.state, asked.closed_at is None) == ("expired", False)


def test_a_reminder_comes_once_three_days_before(buyer: Buyer, asked: PriceQuote) -> None:
    offered(asked)
    assert quoting.remind_of_quotes() == 0
    with time_machine.travel(clock.now() + timedelta(days=7), tick=False):
        assert (quoting.remind_of_quotes(), quoting.remind_of_quotes()) == (1, 0)
        all_news()
    assert len([one for one in mail.outbox if one.to == [buyer.user.email]]) == 2


def test_only_its_own_practice_answers_a_quote(buyer: Buyer, asked: PriceQuote) -> None:
    offered(asked)
    stranger = signed_in(a_member(a_practice()))
    assert stranger.post(f"/mijn/offertes/{asked.number}/", {"answer": "order"}).status_code == 404
    answer(buyer.client, asked, "decline")
    answer(buyer.client, asked, "order")
    asked.refresh_from_db()
    assert (asked.state, Order.objects.count()) == ("declined", 0)
