"""Money goes back once, for a reason, and never more than came in."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import connection

from d4d.foundation import clock, relay
from d4d.foundation.errors import Temporary
from d4d.foundation.models import Delivery
from shop.invoicing import services as invoicing
from shop.invoicing.models import Invoice
from shop.orders.models import Order
from shop.payments import mollie, services
from shop.payments.models import Payment, Refund
from shop.payments.mollie import SeenRefund
from tests.shop.builders import a_practice
from tests.shop.ledger import Piece, an_agreed_order, called_off
from tests.simulator_process import Outside

State = Refund.State


def paid(till: Outside, *pieces: Piece, carriage_cents: int = 695) -> Payment:
    order = an_agreed_order(a_practice(), pieces or (Piece(3),), carriage_cents=carriage_cents)
    payment = services.start(order)
    assert payment.provider_id
    till.pay(payment.provider_id)
    return services.refresh(payment.pk)


def news_is_told() -> None:
    while relay.run_once():
        pass


@pytest.mark.django_db
def test_a_cancelled_line_gives_exactly_its_credit_note_back(till: Outside) -> None:
    payment = paid(till, Piece(3, 3_333), Piece(1))
    cancellation = called_off(payment.order, {1: 2})
    invoicing.credit_cancellation(cancellation.pk)
    news_is_told()
    note = Invoice.objects.get(kind="credit_note")
    refund = Refund.objects.get()
    assert (refund.amount_cents, refund.state, refund.credit_note) == (note.total_cents, State.PENDING, note)
    assert note.open_now() == note.total_cents
    till.bank(refund=refund.provider_id, status="refunded")
    services.refresh(payment.pk)
    refund.refresh_from_db()
    assert (refund.state, note.open_now()) == (State.REFUNDED, 0)


@pytest.mark.django_db
def test_a_cancelled_order_gives_everything_back_with_its_carriage(till: Outside) -> None:
    payment = paid(till, Piece(3))
    for cancellation in (
        called_off(payment.order, {1: 1}),
        called_off(payment.order, {1: 2}, whole=True),
    ):
        invoicing.credit_cancellation(cancellation.pk)
    news_is_told()
    news_is_told()
    assert sum(Refund.objects.values_list("amount_cents", flat=True)) == payment.amount_cents
    payment.refresh_from_db()
    assert payment.refunded_cents == payment.amount_cents


@pytest.mark.django_db
def test_a_credit_note_on_account_sends_no_money(till: Outside) -> None:
    order = an_agreed_order(a_practice(), [Piece(2)], terms=Order.Terms.ON_ACCOUNT)
    invoice = invoicing.bill_shipment(order.pk, "P-1", {order.lines.get().pk: 2}, clock.today())
    assert invoice is not None
    note = invoicing.credit(invoice.pk, {1: 1}, reason="retour", occasion="test:1")
    assert services.give_back(note.pk) is None
    assert services.give_back(invoice.pk) is None


@pytest.mark.django_db
def test_the_same_occasion_gives_back_once(till: Outside) -> None:
    payment = paid(till)
    first = services.refund(payment.order, 100, "test:1")
    assert services.refund(payment.order, 100, "test:1") == first
    news_is_told()
    services.send_refund(first.pk)
    assert [call["method"] for call in till.ledger("mollie")].count("POST") == 2


@pytest.mark.django_db
@pytest.mark.parametrize("amount", [0, -1, 10_000_000])
def test_no_other_amount_than_one_that_was_paid_goes_back(till: Outside, amount: int) -> None:
    payment = paid(till)
    with pytest.raises(services.RefundTooLarge):
        services.refund(payment.order, amount, "test:1")
    assert not Refund.objects.exists()


@pytest.mark.django_db
def test_what_was_charged_back_cannot_be_refunded_as_well(till: Outside) -> None:
    payment = paid(till)
    assert payment.provider_id
    till.bank(chargeback=payment.provider_id)
    services.refresh(payment.pk)
    payment.refresh_from_db()
    assert payment.charged_back_cents == payment.amount_cents
    assert Invoice.objects.get().open_now() == payment.amount_cents
    with pytest.raises(services.RefundTooLarge):
        services.refund(payment.order, 1, "test:1")


@pytest.mark.django_db
def test_a_refund_whose_answer_was_lost_is_not_sent_again_after_its_key_expired(till: Outside) -> None:
    payment = paid(till)
    wanted = services.refund(payment.order, 500, "test:1")
    provider = mollie.in_a_job()
    assert payment.provider_id
    provider.refund(payment.provider_id, 500, payment.order.number, wanted.idempotency_key)
    with time_machine.travel(clock.now() + timedelta(hours=3)):
        services.send_refund(wanted.pk)
    assert len(provider.refunds(payment.provider_id)) == 1
    wanted.refresh_from_db()
    assert wanted.state != State.WANTED


@pytest.mark.django_db
def test_a_refund_waits_while_the_provider_is_down(till: Outside) -> None:
    payment = paid(till)
    wanted = services.refund(payment.order, 500, "test:1")
    till.fault("mollie", "error")
    with pytest.raises(Temporary):
        services.send_refund(wanted.pk)
    wanted.refresh_from_db()
    assert wanted.state == State.WANTED
    services.send_refund(wanted.pk)
    wanted.refresh_from_db()
    assert wanted.state == State.PENDING


@pytest.mark.django_db
def test_a_refund_that_failed_can_be_made_again(till: Outside) -> None:
    payment = paid(till)
    services.refund(payment.order, payment.amount_cents, "test:1")
    news_is_told()
    failed = Refund.objects.get()
    till.bank(refund=failed.provider_id, status="failed")
    services.refresh(payment.pk)
    failed.refresh_from_db()
    payment.refresh_from_db()
    assert (failed.state, payment.refunded_cents) == (State.FAILED, 0)
    assert services.refund(payment.order, payment.amount_cents, "test:2").state == State.WANTED


def given_back(till: Outside, status: str) -> Refund:
    """What was called off is credited and given back, and the bank says how that went."""
    payment = paid(till, Piece(3))
    invoicing.credit_cancellation(called_off(payment.order, {1: 2}).pk)
    news_is_told()
    refund = Refund.objects.get()
    till.bank(refund=refund.provider_id, status=status)
    services.refresh(payment.pk)
    refund.refresh_from_db()
    return refund


def note_of(refund: Refund) -> Invoice:
    assert refund.credit_note
    return refund.credit_note


def refunded_of(refund: Refund) -> int:
    return Payment.objects.get(pk=refund.payment_id).refunded_cents


def by_hand(refund: Refund, amount_cents: int) -> SeenRefund:
    """Somebody gives money back at the provider's own desk."""
    assert refund.payment.provider_id
    return mollie.in_a_job().refund(refund.payment.provider_id, amount_cents, "met de hand", uuid4())


@pytest.mark.django_db
def test_staff_try_once_more_what_failed(till: Outside) -> None:
    failed = given_back(till, "failed")
    again = services.repeat(failed.pk)
    assert (again.occasion, again.amount_cents) == (f"{failed.occasion}:2", failed.amount_cents)
    assert (again.idempotency_key == failed.idempotency_key, again.credit_note) == (False, note_of(failed))
    with pytest.raises(services.CannotBeRepeated):
        services.repeat(failed.pk)
    news_is_told()
    again.refresh_from_db()
    till.bank(refund=again.provider_id, status="failed")
    services.refresh(failed.payment_id)
    third = services.repeat(again.pk)
    assert third.occasion == f"{failed.occasion}:3"
    news_is_told()
    third.refresh_from_db()
    till.bank(refund=third.provider_id, status="refunded")
    services.refresh(failed.payment_id)
    assert note_of(third).open_now() == 0
    assert refunded_of(failed) == failed.amount_cents


@pytest.mark.django_db
def test_what_did_not_fail_is_not_sent_again(till: Outside) -> None:
    done = given_back(till, "refunded")
    with pytest.raises(services.CannotBeRepeated):
        services.repeat(done.pk)
    assert Refund.objects.count() == 1


@pytest.mark.django_db
def test_a_new_try_gives_back_no_more_than_was_paid(till: Outside) -> None:
    failed = given_back(till, "failed")
    services.refund(failed.payment.order, failed.payment.amount_cents, "test:1")
    with pytest.raises(services.RefundTooLarge):
        services.repeat(failed.pk)


@pytest.mark.django_db
def test_a_refund_that_fails_after_all_is_seen(till: Outside, monkeypatch: pytest.MonkeyPatch) -> None:
    refund = given_back(till, "refunded")
    assert note_of(refund).open_now() == 0
    said = SeenRefund(refund.provider_id, "failed", refund.amount_cents, str(refund.idempotency_key))
    monkeypatch.setattr(mollie.Mollie, "refunds", lambda *_: [said])
    with time_machine.travel(clock.now() + timedelta(days=2)):
        assert services.reconcile() == 1
        news_is_told()
    refund.refresh_from_db()
    assert (refund.state, refunded_of(refund)) == (State.FAILED, 0)
    assert note_of(refund).open_now() == refund.amount_cents


@pytest.mark.django_db
def test_a_refund_by_hand_settles_the_credit_note_whose_refund_failed(till: Outside) -> None:
    failed = given_back(till, "failed")
    made = by_hand(failed, failed.amount_cents)
    services.refresh(failed.payment_id)
    till.bank(refund=made.id, status="refunded")
    for _ in range(2):
        services.refresh(failed.payment_id)
    again = Refund.objects.get(repeats=failed)
    assert (again.state, again.provider_id) == (State.REFUNDED, made.id)
    assert (note_of(failed).open_now(), refunded_of(failed)) == (0, failed.amount_cents)
    with pytest.raises(services.CannotBeRepeated):
        services.repeat(failed.pk)


@pytest.mark.django_db
def test_a_refund_by_hand_of_another_amount_counts_and_settles_nothing(till: Outside) -> None:
    failed = given_back(till, "failed")
    made = by_hand(failed, 100)
    for _ in range(2):
        services.refresh(failed.payment_id)
    assert note_of(failed).open_now() == failed.amount_cents
    assert refunded_of(failed) == 100
    till.bank(refund=made.id, status="failed")
    services.refresh(failed.payment_id)
    assert refunded_of(failed) == 0


@pytest.mark.django_db
def test_a_cancelled_order_cannot_be_paid_any_more(till: Outside) -> None:
    order = an_agreed_order(a_practice())
    payment = services.start(order)
    called_off(order, {1: 1}, whole=True)
    services.call_off(order.pk)
    payment.refresh_from_db()
    assert payment.state == Payment.State.CANCELED


@pytest.mark.servers
@pytest.mark.django_db(transaction=True)
def test_twenty_refunds_at_once_give_back_no_more_than_was_paid(till: Outside) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("needs many writers at once")
    payment = paid(till, Piece(1), carriage_cents=0)
    assert payment.amount_cents == 1_210

    def refund(turn: int) -> bool:
        try:
            services.refund(payment.order, 300, f"test:{turn}")
        except services.RefundTooLarge:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(20) as pool:
        assert sum(pool.map(refund, range(20))) == 4
    assert Delivery.objects.filter(topic="payments.refund-wanted").count() == 4
    payment.refresh_from_db()
    assert payment.refunded_cents == 1_200
