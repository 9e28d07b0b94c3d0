"""Who orders by mail or phone without an account hears as much of the order as who signs in."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client

from accounts.models import Practice
from accounts.services import NewAddress, NewPractice
from d4d.foundation import clock
from privacy.models import NoticeShown
from shop.catalogue import services as catalogue
from shop.catalogue.models import Variant
from shop.intake import services
from shop.intake.models import Draft
from shop.orders import services as orders
from shop.orders.models import Order
from shop.shipping import services as shipping
from tests.shop.builders import a_member, a_practice, an_article, on_the_shelf, the_tariffs
from tests.shop.intake.desk import a_draft, act, all_news, at_the_desk

pytestmark = pytest.mark.django_db
STRANGER = "bo@nieuw.example"
COMPANY = NewPractice("Praktijk Nieuw", "dentist", "balie@nieuw.example", kvk_number="12345678")
PLACE = NewAddress("Kade", "1", "5211 AB", "Den Bosch")


@pytest.fixture
def gloves() -> Variant:
    """Ten boxes of gloves at ten euros."""
    the_tariffs()
    variant = an_article(name="Handschoenen", number="GL-8")
    on_the_shelf(variant, 10)
    catalogue.index_product(variant.product_id)
    return variant


def letters_to(address: str) -> list[Any]:
    """What reached a mailbox since somebody looked last."""
    all_news()
    found = [one for one in mail.outbox if one.to == [address]]
    mail.outbox.clear()
    return found


def a_strangers_order(practice: Practice) -> Order:
    """A mail of somebody whom we do not know, for a practice on account."""
    draft = a_draft("Graag 4x GL-8. Groet, Bo", STRANGER, name="Bo Kok")
    services.choose_customer(draft.pk, practice, None, {})
    return services.place(draft.pk, by=None)


def link_in(letter: Any) -> str:
    """The way to the page on which an order is confirmed."""
    found = re.search(r"/bevestigen/\S+", letter.body)
    assert found
    return found[0]


def test_a_stranger_hears_of_changes_what_was_called_off_and_the_parcel(gloves: Variant) -> None:
    order = a_strangers_order(a_practice(may_buy_on_account=True, credit_limit_cents=100_000))
    [first] = letters_to(STRANGER)
    assert order.number in first.subject
    desk = at_the_desk()
    desk.post(
        f"/beheer/orders/order/{order.pk}/add/", {"article": "GL-8", "quantity": "1", "reason": "gebeld"}
    )
    [changed] = letters_to(STRANGER)
    assert "gebeld" in changed.body
    assert "/mijn/" not in changed.body  # nobody can sign in to see it
    line = order.lines.order_by("pk")[0]
    orders.cancel_lines(order.pk, {line.pk: 1}, reason="niet leverbaar", by=None)
    [less] = letters_to(STRANGER)
    assert "niet leverbaar" in less.body
    shipment = order.shipments.exclude(state="cancelled").get()
    shipping.pack(shipment.pk, courier="manual")
    shipping.hand_over(shipment.pk)
    [parcel] = [one for one in letters_to(STRANGER) if "onderweg" in one.subject]
    assert order.number in parcel.body


def test_a_stranger_whose_parcel_arrived_is_led_to_no_page_behind_an_account(gloves: Variant) -> None:
    order = a_strangers_order(a_practice(may_buy_on_account=True, credit_limit_cents=100_000))
    Practice.objects.update(hears_of_delivery=True)
    all_news()
    shipment = order.shipments.exclude(state="cancelled").get()
    shipping.pack(shipment.pk, courier="manual")
    shipping.hand_over(shipment.pk)
    letters_to(STRANGER)
    shipping.mark_delivered(shipment.parcels.get().pk)
    [arrived] = [one for one in letters_to(STRANGER) if "aangekomen" in one.subject]
    page, _kind = arrived.alternatives[0]
    assert [words for words in ("/mijn/", "beheerder") if words in arrived.body + page] == []
    assert "4 × Handschoenen" in arrived.body


def test_who_calls_for_a_practice_without_account_is_told_at_its_mailbox_and_where_we_have_it_from(
    gloves: Variant,
) -> None:
    draft = a_draft("2x GL-8", "", origin="phone")
    practice = services.enter_customer(draft.pk, COMPANY, PLACE, invites=False, by=None)
    for _time in range(2):
        services.place(draft.pk, by=None)
        [letter] = letters_to(COMPANY.billing_email)
        assert "telefoongesprek" in letter.body
        assert "/privacy" in re.sub(r"(?s)\n--\n.*", "", letter.body)
        assert Client().get(link_in(letter)).status_code == 200
        draft = a_draft("2x GL-8", "", origin="phone")
        services.choose_customer(draft.pk, practice, None, {})
    assert NoticeShown.objects.filter(subject=practice.subject.uuid).count() == 1


def test_on_account_a_practice_without_account_hears_too_and_one_with_a_manager_by_the_manager(
    gloves: Variant,
) -> None:
    practice = a_practice(may_buy_on_account=True, credit_limit_cents=100_000)
    draft = a_draft("2x GL-8", "", origin="phone")
    services.choose_customer(draft.pk, practice, None, {})
    services.place(draft.pk, by=None)
    [letter] = letters_to(practice.billing_email)
    assert "/bevestigen/" not in letter.body
    manager = a_member(practice, "manager")
    draft = a_draft("2x GL-8", "", origin="phone")
    services.choose_customer(draft.pk, practice, None, {})
    order = services.place(draft.pk, by=None)
    all_news()
    assert [one.to for one in mail.outbox if order.number in one.subject] == [[manager.email]]


def test_a_link_that_was_lost_is_sent_once_more_while_it_is_open(gloves: Variant) -> None:
    draft = a_draft("2x GL-8", STRANGER, name="Bo Kok")
    services.enter_customer(draft.pk, COMPANY, PLACE, invites=False, by=None)
    order = services.place(draft.pk, by=None)
    [first] = letters_to(STRANGER)
    desk = at_the_desk()
    assert act(at_the_desk("warehouse"), draft, "link").status_code == 403
    for _press in range(2):
        assert act(desk, draft, "link").status_code == 302
    [again] = letters_to(STRANGER)
    assert link_in(again) == link_in(first)
    assert again.extra_headers != first.extra_headers
    orders.cancel(order.pk)
    assert act(desk, draft, "link").status_code == 404


def test_what_is_not_paid_yet_is_put_right_and_gets_a_new_link(gloves: Variant) -> None:
    finance, desk = at_the_desk("finance"), at_the_desk()
    draft = a_draft("2x GL-8", STRANGER, name="Bo Kok")
    services.enter_customer(draft.pk, COMPANY, PLACE, invites=False, by=None)
    line = draft.lines.get()
    act(finance, draft, "price", line=line.pk, price="7,50", reason="afspraak")
    former = services.place(draft.pk, by=None)
    [first] = letters_to(STRANGER)
    assert act(desk, draft, "put-right", reason=" ").status_code == 200
    answer = act(desk, draft, "put-right", reason="liever drie")
    anew = Draft.objects.open().get()
    assert answer["Location"] == f"/beheer/intake/draft/{anew.pk}/change/"
    former.refresh_from_db()
    assert (former.state, gloves.order_lines.get().allocated) == ("cancelled", 0)
    all_news()
    assert Client().get(link_in(first)).status_code == 404
    line = anew.lines.get()
    assert (anew.text, anew.received_at, line.agreed_e4) == (draft.text, draft.received_at, 75_000)
    sent = {f"article-{line.pk}": "GL-8", f"quantity-{line.pk}": "3"}
    assert act(desk, anew, "lines", **sent).status_code == 302
    act(desk, anew, "place")
    order = Order.objects.latest("pk")
    assert (order.goods_cents, order.origin, order.state) == (2_250, "mail", "awaiting_payment")
    assert any("/bevestigen/" in one.body for one in letters_to(STRANGER))
    Order.objects.filter(pk=order.pk).update(state="released")
    assert act(desk, anew, "put-right", reason="te laat").status_code == 404
    with pytest.raises(services.NotOpen):  # paid while somebody was reading the page
        services.put_right(anew.pk, reason="te laat", by=None)
    order.refresh_from_db()
    assert (order.state, Draft.objects.open().count()) == ("released", 0)


def test_what_is_put_right_late_is_forgotten_thirty_days_after_that(gloves: Variant) -> None:
    draft = a_draft("2x GL-8", STRANGER, name="Bo Kok")
    services.enter_customer(draft.pk, COMPANY, PLACE, invites=False, by=None)
    services.place(draft.pk, by=None)
    came = clock.now()
    with time_machine.travel(came + timedelta(days=31), tick=False):
        a_draft("2x GL-8")
        anew = services.put_right(draft.pk, reason="liever drie", by=None)
        assert (anew.received_at, services.drop_forgotten()) == (draft.received_at, 0)
    with time_machine.travel(came + timedelta(days=60), tick=False):
        assert services.drop_forgotten() == 0
    with time_machine.travel(came + timedelta(days=62), tick=False):
        assert services.drop_forgotten() == 2
    assert set(Draft.objects.values_list("state", flat=True)) == {"placed", "dropped"}
