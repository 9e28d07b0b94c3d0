"""Money goes back once, for a reason, and never more than came in."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.db import connection

from d4d.foundation import clock
from d4d.foundation.errors import Temporary
from d4d.foundation.models import Delivery
from shop.invoicing import services as invoicing
from shop.invoicing.models import Invoice
from shop.orders.models import Order
from shop.payments import mollie, services
from shop.payments.models import Payment, Refund
from tests.shop.builders import a_practice
from tests.shop.ledger import Piece, an_agreed_order, called_off
from tests.shop.payments.stories import news_is_told, paid
from tests.simulator_process import Outside

State = Refund.State


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
def test_what_goes_back_is_not_kept_as_well(till: Outside) -> None:
    payment = paid(till, Piece(3))
    note = invoicing.credit(Invoice.objects.get().pk, {1: 1}, reason="retour", occasion="test:1")
    services.give_back(note.pk)
    with pytest.raises(invoicing.IsGivenBack):
        invoicing.keep_note(note.pk)
    assert invoicing.balance_cents(payment.order.practice_id) == 0


@pytest.mark.django_db
def test_what_is_kept_does_not_go_back_as_well(till: Outside) -> None:
    payment = paid(till, Piece(3))
    note = invoicing.credit(Invoice.objects.get().pk, {1: 1}, reason="retour", occasion="test:1")
    assert invoicing.keep_note(note.pk) == note.total_cents
    assert services.give_back(note.pk) == []
    assert invoicing.balance_cents(payment.order.practice_id) == note.total_cents


@pytest.mark.django_db
def test_a_refund_that_failed_can_be_kept_and_is_not_made_again(till: Outside) -> None:
    paid(till, Piece(3))
    note = invoicing.credit(Invoice.objects.get().pk, {1: 1}, reason="retour", occasion="test:1")
    (failed,) = services.give_back(note.pk)
    Refund.objects.update(state=State.FAILED)
    assert invoicing.keep_note(note.pk) == note.total_cents
    with pytest.raises(services.CannotBeRepeated):
        services.repeat(failed.pk)


@pytest.mark.django_db
def test_a_credit_note_on_account_sends_no_money(till: Outside) -> None:
    order = an_agreed_order(a_practice(), [Piece(2)], terms=Order.Terms.ON_ACCOUNT)
    invoice = invoicing.bill_shipment(order.pk, "P-1", {order.lines.get().pk: 2}, clock.today())
    assert invoice is not None
    note = invoicing.credit(invoice.pk, {1: 1}, reason="retour", occasion="test:1")
    assert services.give_back(note.pk) == []
    assert services.give_back(invoice.pk) == []


@pytest.mark.django_db
def test_the_same_occasion_gives_back_once(till: Outside) -> None:
    payment = paid(till)
    (first,) = services.refund(payment.order, 100, "test:1")
    assert services.refund(payment.order, 100, "test:1") == [first]
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
    (wanted,) = services.refund(payment.order, 500, "test:1")
    provider = mollie.in_a_job()
    assert payment.provider_id
    provider.refund(payment.provider_id, 500, payment.order.number, wanted.idempotency_key)
    with time_machine.travel(clock.now() + timedelta(hours=3)):
        services.send_refund(wanted.pk)
    sent = [call for call in till.ledger("mollie") if call["method"] == "POST" and "/refunds" in call["path"]]
    assert len(sent) == len(provider.refunds(payment.provider_id)) == 1
    wanted.refresh_from_db()
    assert wanted.state != State.WANTED


@pytest.mark.django_db
def test_a_refund_waits_while_the_provider_is_down(till: Outside) -> None:
    payment = paid(till)
    (wanted,) = services.refund(payment.order, 500, "test:1")
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
    (again,) = services.refund(payment.order, payment.amount_cents, "test:2")
    assert again.state == State.WANTED


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
