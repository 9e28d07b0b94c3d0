"""Suspicious orders are held by dated rules with reasons in words; only people decide."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail

from accounts.models import Address
from d4d.foundation import clock, states
from shop.invoicing import services as invoicing
from shop.invoicing.models import Invoice
from shop.orders import services as orders
from shop.orders.models import Order
from shop.payments.models import Payment
from shop.screening import services
from shop.screening.checks import told
from shop.screening.models import Rule, Screening
from shop.shipping.models import Shipment
from tests.accounts.people import dutch, post_is_delivered, signed_in
from tests.promises.desk import a_role
from tests.shop.builders import (
    a_member,
    a_practice,
    an_address,
    an_article,
    an_order,
    on_the_shelf,
    the_tariffs,
)

pytestmark = pytest.mark.django_db
State = Order.State


@pytest.fixture
def article():
    the_tariffs()
    article = an_article()
    on_the_shelf(article, 900)
    return article


def a_rule(kind: str, **facts) -> Rule:
    return Rule.objects.create(kind=kind, **({"since": clock.today()} | facts))


def paid(practice, article, pieces: int = 1, **facts) -> Order:
    order = an_order(practice, {article: pieces}, **facts)
    return orders.mark_paid(order.pk)


def why(order: Order) -> list[str]:
    return told(Screening.objects.get(order=order).reasons)


def sales():
    return signed_in(a_role("sales", "sales@d4d.example"), second_factor=True)


def test_without_a_rule_in_force_nothing_is_held(article) -> None:
    yesterday = clock.today() - timedelta(days=1)
    a_rule("large_first", amount_cents=1, until=yesterday, since=yesterday)
    a_rule("large_first", amount_cents=1, since=clock.today() + timedelta(days=1))
    assert paid(a_practice(), article, 100).state == State.RELEASED
    assert not Screening.objects.exists()


def test_a_large_first_order_is_held_when_it_is_paid_and_picked_by_nobody(article) -> None:
    a_rule("large_first", amount_cents=50_000, days=30)
    practice = a_practice()
    small, large = paid(practice, article), an_order(a_practice(), {article: 60})
    assert (small.state, large.state) == (State.RELEASED, State.AWAITING_PAYMENT)
    large = orders.mark_paid(large.pk)
    post_is_delivered()
    assert large.state == State.AWAITING_REVIEW
    assert large.paid_at is not None
    assert Shipment.objects.filter(order=large).count() == 0
    assert why(large) == ["Eerste bestelling van een klant van minder dan 30 dagen, voor €\xa0726,00."]
    assert paid(practice, article, 60).state == State.RELEASED  # not their first
    assert orders.mark_paid(large.pk).state == State.AWAITING_REVIEW


def test_an_order_that_nobody_decided_about_makes_the_next_no_second_one(article) -> None:
    a_rule("large_first", amount_cents=50_000, days=30)
    practice, other = a_practice(), a_practice()
    on_account = {"terms": Order.Terms.ON_ACCOUNT}
    assert [paid(practice, article, 60).state for _ in range(2)] == [State.AWAITING_REVIEW] * 2
    assert an_order(other, {article: 1}, needs_approval=True).state == State.AWAITING_APPROVAL
    assert an_order(other, {article: 60}, **on_account).state == State.AWAITING_REVIEW
    orders.release(Order.objects.for_practice(practice).latest("pk").pk, None, reason="gezien")
    assert paid(practice, article, 60).state == State.RELEASED


def test_on_account_it_is_held_at_once(article) -> None:
    a_rule("other_country", amount_cents=1)
    practice = a_practice()
    practice.addresses.update(is_delivery_default=False)
    an_address(practice, country=Address.country.field.choices[2][0], is_delivery_default=True)
    order = an_order(practice, {article: 1}, terms=Order.Terms.ON_ACCOUNT)
    assert order.state == State.AWAITING_REVIEW
    assert states.history(order).get().went_to == State.AWAITING_REVIEW
    assert why(order) == ["Gaat naar DE, terwijl de praktijk haar administratie in NL voert."]


def test_many_failed_payments_unpaid_orders_or_orders_hold_the_next(article) -> None:
    practice, other = a_practice(), a_practice()
    a_rule("many_failed", times=2, days=7)
    a_rule("many_orders", times=4, days=1)
    a_rule("many_unpaid", times=1, days=60)
    first = an_order(practice, {article: 1})
    for attempt, state in enumerate((Payment.State.FAILED, Payment.State.EXPIRED), start=1):
        Payment.objects.create(order=first, attempt=attempt, state=state, amount_cents=first.total_cents)
    assert paid(other, article).state == State.RELEASED
    held = orders.mark_paid(first.pk)
    assert why(held) == ["2 betalingen mislukten of zijn afgebroken binnen 7 dagen."]
    with time_machine.travel(clock.now() - timedelta(days=20), tick=False):
        an_order(other, {article: 1})
    assert orders.cancel_unpaid() == 1
    for _ in range(2):
        last = paid(other, article)
    assert why(last) == [
        "1 bestellingen zijn binnen 60 dagen nooit betaald.",
    ]


def test_what_staff_took_down_themselves_is_not_held(article) -> None:
    a_rule("large_first", amount_cents=1)
    assert paid(a_practice(), article, 60, origin=Order.Origin.PHONE).state == State.RELEASED


def test_a_person_releases_it_with_a_reason_and_the_customer_is_told(article) -> None:
    a_rule("large_first", amount_cents=1)
    practice = a_practice()
    order = paid(practice, article, placed_by=a_member(practice, "manager"))
    row, desk = Screening.objects.get(), sales()
    letters = post_is_delivered()
    assert [one.subject for one in letters][-1] == f"Wij bekijken bestelling {order.number} eerst"
    assert "nooit een computer" in letters[-1].body
    own = signed_in(order.placed_by).get(f"/mijn/bestellingen/{order.number}/").content.decode()
    assert dutch("One of us looks at this order") in own
    page = desk.get("/beheer/screening/screening/?standing=waiting").content.decode()
    assert order.number in page
    act = f"/beheer/screening/screening/{row.pk}/release/do/"
    assert desk.post(act, {"reason": ""}).status_code == 200
    assert desk.post(act, {"reason": "Gebeld met de praktijk"}).status_code == 302
    order.refresh_from_db()
    assert order.state == State.RELEASED
    assert states.history(order).last().reason == "Gebeld met de praktijk"
    assert Shipment.objects.filter(order=order).count() == 0
    post_is_delivered()
    assert Shipment.objects.filter(order=order).count() == 1
    assert desk.post(act, {"reason": "Nog eens"}).status_code == 404
    assert mail.outbox[-1].subject == f"Wij pakken bestelling {order.number} in"


def test_a_cancelled_one_gives_the_money_back(article) -> None:
    a_rule("large_first", amount_cents=1)
    order = paid(a_practice(), article)
    invoicing.issue_for_order(order.pk)
    row = Screening.objects.get()
    done = sales().post(f"/beheer/screening/screening/{row.pk}/cancel/do/", {"reason": "Bestaat niet"})
    assert done.status_code == 302
    post_is_delivered()
    order.refresh_from_db()
    assert order.state == State.CANCELLED
    assert Invoice.objects.filter(kind=Invoice.Kind.CREDIT_NOTE).get().total_cents == order.total_cents


def test_nobody_decides_by_waiting(article, caplog) -> None:
    a_rule("large_first", amount_cents=1)
    order = paid(a_practice(), article)
    with time_machine.travel(clock.now() + timedelta(hours=25), tick=False):
        assert services.call_out() == 1
        assert "held orders should have been decided" in caplog.text
        order.refresh_from_db()
        assert order.state == State.AWAITING_REVIEW
        desk = sales()
        page = desk.get("/beheer/").content.decode()
        assert f'tile__figure">1</span><span>{dutch("Held orders that wait too long")}<' in page
    assert services.call_out() == 0


def test_who_may_not_decide_only_looks(article) -> None:
    a_rule("large_first", amount_cents=1)
    order = paid(a_practice(), article)
    desk = signed_in(a_role("warehouse", "magazijn@d4d.example"), second_factor=True)
    act = f"/beheer/screening/screening/{Screening.objects.get().pk}/release/do/"
    assert desk.post(act, {"reason": "Vooruit"}).status_code == 403
    order.refresh_from_db()
    assert order.state == State.AWAITING_REVIEW


def test_a_rule_is_written_in_euros_and_kept_in_cents() -> None:
    desk, page = (
        signed_in(a_role("finance", "lotte@d4d.example"), second_factor=True),
        "/beheer/screening/rule/",
    )
    answers = {
        "kind": "large_first",
        "amount_cents": "2.500,50",
        "times": 1,
        "days": 30,
        "since": "2026-01-01",
    }
    assert desk.post(f"{page}add/", {**answers, "amount_cents": "veel"}).status_code == 200
    assert desk.post(f"{page}add/", answers).status_code == 302
    rule = Rule.objects.get()
    assert rule.amount_cents == 250_050
    row = desk.get(f"{page}{rule.pk}/change/").content.decode()
    assert 'value="2.500,50"' in row
    assert dutch("%(amount)s, in euros").split("s")[-1] in row
    assert "2.500,50" in desk.get(page).content.decode()
    assert desk.post(f"{page}{rule.pk}/change/", {**answers, "amount_cents": "12"}).status_code == 302
    rule.refresh_from_db()
    assert rule.amount_cents == 1_200
