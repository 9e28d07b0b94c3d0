"""Paying an order: our row first, one payment under way, the provider's word only, everything once."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine

from d4d.foundation import clock, relay
from d4d.foundation.errors import Misconfigured, Temporary
from d4d.foundation.models import Delivery
from privacy.models import Disclosure
from shop.invoicing.models import Invoice
from shop.orders.models import Order
from shop.payments import services
from shop.payments.models import Payment, Refund, Sighting
from shop.payments.services import reconciling
from tests.shop.builders import a_practice
from tests.shop.ledger import Piece, an_agreed_order
from tests.simulator_process import Outside

pytestmark = pytest.mark.django_db
State = Payment.State


def started(order: Order | None = None, method: str = "ideal") -> Payment:
    return services.start(order or an_agreed_order(a_practice(), [Piece(3)]), method)


def news_is_told() -> None:
    while relay.run_once():
        pass


def states_of(order: Order) -> list[str]:
    return list(order.payments.order_by("attempt").values_list("state", flat=True))


def test_starting_sends_number_and_amount_and_nothing_about_anybody(till: Outside) -> None:
    order = an_agreed_order(a_practice(name="Praktijk Van Dam"), [Piece(3)])
    payment = services.start(order, "ideal")
    (call,) = till.ledger("mollie")
    sent = call["body"] if isinstance(call["body"], dict) else json.loads(call["body"])
    assert sent == {
        "amount": {"currency": "EUR", "value": "36.30"},
        "description": order.number,
        "metadata": {"order": order.number, "try": 1},
        "method": "ideal",
        "redirectUrl": f"http://localhost:8000/terug/{payment.token}/",
        "webhookUrl": f"http://localhost:8000/webhooks/mollie/{payment.token}/",
    }
    assert (payment.state, payment.amount_cents) == (State.OPEN, 3_630)
    assert payment.checkout_url.startswith(till.origin)
    seen = Disclosure.objects.get()
    assert (seen.recipient, seen.fields) == ("mollie", ["amount", "order_number"])
    assert seen.subject == order.practice.subject.uuid


def test_a_paid_order_is_paid_invoiced_and_released_once(till: Outside) -> None:
    payment = started()
    assert payment.provider_id
    till.pay(payment.provider_id)
    for _ in range(3):
        services.refresh(payment.pk)
    order = Order.objects.get()
    invoice = Invoice.objects.get()
    assert (order.state, order.paid_at is not None) == (Order.State.RELEASED, True)
    assert (invoice.total_cents, invoice.open_now()) == (payment.amount_cents, 0)
    assert states_of(order) == [State.PAID]
    assert Delivery.objects.filter(topic="orders.paid").count() <= 1
    assert list(Sighting.objects.order_by("pk").values_list("status", flat=True)) == ["open", "paid"]


def test_pressing_twice_pays_once(till: Outside) -> None:
    order = an_agreed_order(a_practice())
    assert started(order) == started(order)
    assert len(till.ledger("mollie")) == 1


@pytest.mark.parametrize("fault", ["lost_answer", "error", "rate_limit", "html", "reset"])
def test_a_lost_answer_is_asked_again_with_the_same_key(till: Outside, fault: str) -> None:
    order = an_agreed_order(a_practice())
    till.fault("mollie", fault)
    with pytest.raises(Temporary):
        services.start(order)
    assert states_of(order) == [State.CREATING]
    payment = services.start(order)
    keys = {call["reference"] for call in till.ledger("mollie")}
    assert payment.state == State.OPEN
    assert keys == {str(payment.idempotency_key)}
    assert till.get("/betalingen/").text.count(order.number) <= 2


def test_a_wrong_key_of_ours_charges_nobody_and_says_so(till: Outside) -> None:
    order = an_agreed_order(a_practice())
    till.fault("mollie", "unauthorised")
    with pytest.raises(Misconfigured, match="mollie: 401"):
        services.start(order)
    assert services.start(order).state == State.OPEN


def test_a_request_that_the_provider_refuses_is_given_up(till: Outside) -> None:
    order = an_agreed_order(a_practice())
    with pytest.raises(services.CannotBePaid, match="422"):
        services.start(order, "no-such-method")
    assert states_of(order) == [State.FAILED]
    assert services.start(order).attempt == 2


@pytest.mark.parametrize("outcome", ["failed", "canceled", "expired"])
def test_after_a_payment_that_did_not_succeed_one_can_pay_again(till: Outside, outcome: str) -> None:
    order = an_agreed_order(a_practice())
    first = started(order)
    assert first.provider_id
    till.pay(first.provider_id, outcome)
    assert services.refresh(first.pk).state == outcome
    second = started(order)
    assert second.provider_id
    till.pay(second.provider_id)
    services.refresh(second.pk)
    assert states_of(order) == [outcome, State.PAID]
    assert Invoice.objects.count() == 1


def test_another_method_calls_the_earlier_payment_off(till: Outside) -> None:
    order = an_agreed_order(a_practice())
    first, second = started(order, "ideal"), started(order, "creditcard")
    assert states_of(order) == [State.CANCELED, State.OPEN]
    assert (first.method, second.method) == ("ideal", "creditcard")
    assert started(order, "creditcard") == second


def test_an_order_that_could_not_be_invoiced_cannot_be_paid(till: Outside) -> None:
    practice = a_practice()
    practice.addresses.update(city="")
    with pytest.raises(services.CannotBePaid, match=r"buyer\.street"):
        started(an_agreed_order(practice))
    assert not Payment.objects.exists()
    assert not till.ledger("mollie")


@pytest.mark.parametrize("state", [Order.State.RELEASED, Order.State.CANCELLED])
def test_an_order_that_waits_for_no_payment_cannot_be_paid(till: Outside, state: str) -> None:
    with pytest.raises(services.CannotBePaid):
        started(an_agreed_order(a_practice(), state=state))
    assert not till.ledger("mollie")


def test_a_payment_after_the_order_was_cancelled_goes_back_whole(till: Outside) -> None:
    order = an_agreed_order(a_practice())
    payment = started(order)
    Order.objects.filter(pk=order.pk).update(state=Order.State.CANCELLED)
    assert payment.provider_id
    till.pay(payment.provider_id)
    services.refresh(payment.pk)
    services.refresh(payment.pk)
    refund = Refund.objects.get()
    assert (refund.amount_cents, refund.occasion) == (payment.amount_cents, f"surplus:{payment.pk}")
    assert not Invoice.objects.exists()
    news_is_told()
    refund.refresh_from_db()
    assert refund.state == Refund.State.PENDING


def test_an_order_that_is_paid_twice_is_paid_back_once(till: Outside) -> None:
    order = an_agreed_order(a_practice())
    late = started(order)
    Payment.objects.filter(pk=late.pk).update(state=State.EXPIRED)
    second = started(order)
    for payment in (second, late):
        assert payment.provider_id
        till.pay(payment.provider_id)
        services.refresh(payment.pk)
    assert states_of(order) == [State.PAID, State.PAID]
    assert Refund.objects.get().payment == late
    assert Invoice.objects.count() == 1


def test_a_charge_back_of_what_was_paid_twice_leaves_the_invoice_paid(till: Outside) -> None:
    order = an_agreed_order(a_practice())
    late = started(order)
    Payment.objects.filter(pk=late.pk).update(state=State.EXPIRED)
    right = started(order)
    for payment in (right, late):
        till.pay(str(payment.provider_id))
        services.refresh(payment.pk)
    till.bank(chargeback=str(late.provider_id))
    services.refresh(late.pk)
    late.refresh_from_db()
    assert late.charged_back_cents == late.amount_cents
    assert Invoice.objects.get().open_now() == 0
    till.bank(chargeback=str(right.provider_id))
    services.refresh(right.pk)
    assert Invoice.objects.get().open_now() == right.amount_cents


@pytest.mark.parametrize(
    "change", [{"amount_cents": 1}, {"provider_id": "tr_other12345"}], ids=["amount", "order"]
)
def test_money_that_is_not_what_we_asked_for_settles_nothing(till: Outside, change: dict[str, Any]) -> None:
    order = an_agreed_order(a_practice())
    payment = started(order)
    other = started(an_agreed_order(a_practice()))
    if "provider_id" in change:
        Payment.objects.filter(pk=other.pk).update(provider_id="tr_elsewhere1")
        change = {"provider_id": other.provider_id}
    assert payment.provider_id
    Payment.objects.filter(pk=payment.pk).update(**change)
    till.pay(change.get("provider_id", payment.provider_id))
    assert services.refresh(payment.pk).state == State.MISMATCH
    order.refresh_from_db()
    assert (order.state, order.paid_at) == (Order.State.AWAITING_PAYMENT, None)
    assert not Invoice.objects.exists()


def test_older_news_after_newer_moves_nothing_back(till: Outside) -> None:
    from shop.payments import mollie
    from shop.payments.services.recording import record

    payment = started()
    assert payment.provider_id
    before = mollie.in_a_job().fetch(payment.provider_id)
    till.pay(payment.provider_id)
    services.refresh(payment.pk)
    assert record(payment.pk, before).state == State.PAID
    assert Invoice.objects.count() == 1


def looked_up_at(moment: datetime) -> int:
    """What the clock starts at this moment, and what comes of it."""
    with time_machine.travel(moment, tick=False):
        count = services.reconcile()
        news_is_told()
    return count


def test_a_webhook_that_never_comes_is_made_up_for_within_a_quarter_of_an_hour(till: Outside) -> None:
    payment = started()
    assert payment.provider_id
    till.pay(payment.provider_id)
    assert services.reconcile() == 0
    assert looked_up_at(clock.now() + timedelta(minutes=15)) == 1
    assert Order.objects.get().paid_at is not None


def test_one_payment_that_is_not_answered_stops_no_other(till: Outside) -> None:
    payments = [started() for _ in range(2)]
    for payment in payments:
        assert payment.provider_id
        till.pay(payment.provider_id)
    till.fault("mollie", "error")
    assert looked_up_at(clock.now() + timedelta(minutes=6)) == 2
    assert Payment.objects.filter(state=State.PAID).count() == 1
    assert looked_up_at(clock.now() + timedelta(minutes=16)) == 1
    assert Payment.objects.filter(state=State.PAID).count() == 2


def test_many_old_payments_do_not_keep_a_new_one_waiting(
    till: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reconciling, "AT_ONCE", 2)
    for _ in range(3):
        new = started()
    assert new.provider_id
    till.pay(new.provider_id)
    for minutes in (10, 20):
        looked_up_at(clock.now() + timedelta(minutes=minutes))
    new.refresh_from_db()
    assert new.state == State.PAID


def test_a_key_that_has_expired_is_never_used_again(till: Outside) -> None:
    order = an_agreed_order(a_practice())
    till.fault("mollie", "lost_answer")
    with pytest.raises(Temporary):
        services.start(order)
    calls = len(till.ledger("mollie"))
    looked_up_at(clock.now() + timedelta(minutes=51))
    assert len(till.ledger("mollie")) == calls
    assert states_of(order) == [State.EXPIRED]
    with time_machine.travel(clock.now() + timedelta(minutes=51)):
        assert services.start(order).attempt == 2


def test_a_young_key_is_used_again_by_reconciling(till: Outside) -> None:
    order = an_agreed_order(a_practice())
    till.fault("mollie", "lost_answer")
    with pytest.raises(Temporary):
        services.start(order)
    looked_up_at(clock.now() + timedelta(minutes=6))
    assert states_of(order) == [State.OPEN]
    assert len({call["reference"] for call in till.ledger("mollie")}) == 1
