"""Customers hear of our products only if they could object, and of their orders always."""

import re

import pytest

from privacy import consent
from privacy.gate import Refused, may_use
from privacy.models import ConsentEvent, ConsentState
from privacy.vocabulary import NEWSLETTER, ORDER, Channel
from shop.catalogue import memory
from shop.orders import services as orders
from tests.accounts.people import (
    dutch,
    post_is_delivered,
)
from tests.privacy.consenting import (
    IN_THE_ACCOUNT,
)
from tests.shop.builders import (
    Buyer,
    a_buyer,
    a_practice,
    an_article,
    an_order,
    on_the_shelf,
    the_tariffs,
)
from tests.shop.checkout.steps import REVIEW, choose, fill, look

pytestmark = pytest.mark.django_db


@pytest.fixture
def buyer() -> Buyer:
    """Somebody signed in for a practice that may order ten composites."""
    memory.forget()
    the_tariffs()
    variant = an_article(name="Composiet A2", unit_price_e4=249_500)
    on_the_shelf(variant, 10)
    return a_buyer(a_practice(), variant)


@pytest.mark.promise("PV34")
def test_who_wants_no_news_still_hears_of_orders_and_invoices(buyer: Buyer) -> None:
    consent.object_to_marketing(buyer.user.subject.uuid, IN_THE_ACCOUNT)
    an_order(buyer.practice, {buyer.variant: 1}, placed_by=buyer.user)
    [letter] = [one for one in post_is_delivered() if buyer.user.email in one.to]
    assert "D20" in letter.subject
    assert "List-Unsubscribe" not in letter.extra_headers
    assert "/afmelden/" not in str(letter.body)
    assert not isinstance(may_use(buyer.user.subject.uuid, ORDER, "email"), Refused)


def test_a_customer_hears_of_our_products_after_a_paid_order_with_an_untouched_box(buyer: Buyer) -> None:
    fill(buyer)
    choose(buyer)
    page, fresh = look(buyer)
    assert dutch("As a customer you may hear of our own products. You can end it at any time.") in page
    assert not re.search(r'name="objects_to_news"[^>]* checked', page)
    buyer.client.post(REVIEW, {**fresh, "was_asked": "True"})
    who = buyer.user.subject.uuid
    refused = may_use(who, NEWSLETTER, "email", buyer.user.email)
    assert refused == Refused("no consent is on record")
    order = buyer.practice.orders.get()
    orders.mark_paid(order.pk)
    post_is_delivered()
    assert not isinstance(may_use(who, NEWSLETTER, "email", buyer.user.email), Refused)
    states = ConsentState.objects.of(who).filter(standing="customer").values_list("purpose", "channel")
    assert set(states) == {(one, two) for one in ("newsletter", "survey") for two in ("email", "sms")}
    offered = ConsentEvent.objects.filter(subject=who, action="offered").first()
    assert offered
    assert offered.text
    assert (offered.text.code, offered.occasion) == ("objection-checkout", f"order {order.number}")


def test_who_ticks_the_box_is_left_alone_whatever_they_buy(buyer: Buyer) -> None:
    fill(buyer)
    choose(buyer)
    _, fresh = look(buyer)
    buyer.client.post(REVIEW, {**fresh, "was_asked": "True", "objects_to_news": "on"})
    orders.mark_paid(buyer.practice.orders.get().pk)
    post_is_delivered()
    assert isinstance(may_use(buyer.user.subject.uuid, NEWSLETTER, "email", buyer.user.email), Refused)
    fill(buyer)
    assert "objects_to_news" not in buyer.client.get(REVIEW).content.decode()


def test_a_sale_without_the_box_opens_nothing(buyer: Buyer) -> None:
    order = an_order(buyer.practice, {buyer.variant: 1}, placed_by=buyer.user)
    orders.mark_paid(order.pk)
    post_is_delivered()
    assert not ConsentState.objects.of(buyer.user.subject.uuid).exists()
    assert not ConsentEvent.objects.filter(action="sold").exists()
    assert Channel.EMAIL in NEWSLETTER.for_customers
