"""A refund that the bank or the provider does not carry out fails, is seen, and can be tried again."""

from datetime import timedelta

import pytest
import time_machine

from d4d.foundation import clock, states
from d4d.foundation.models import Delivery
from shop.payments import mollie, mollie_amounts, services
from shop.payments.models import Payment, Refund
from shop.payments.mollie import SeenRefund
from shop.payments.services.starting import ask
from tests.shop.payments.stories import by_hand, given_back, news_is_told, note_of, paid, refunded_of
from tests.simulator_process import Outside

State = Refund.State


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
def test_what_the_provider_refuses_fails_with_its_reason_and_can_be_tried_again(till: Outside) -> None:
    payment = paid(till)
    assert payment.provider_id
    made = mollie.in_a_job().refund(payment.provider_id, payment.amount_cents, "met de hand", payment.token)
    (wanted,) = services.refund(payment.order, 500, "test:1")
    news_is_told()
    wanted.refresh_from_db()
    assert (wanted.state, refunded_of(wanted)) == (State.FAILED, 0)
    assert states.history(wanted).last().reason == "mollie: 422 amount"  # type: ignore[union-attr]
    assert not Delivery.objects.dead().exists()
    till.bank(refund=made.id, status="failed")
    again = services.repeat(wanted.pk)
    news_is_told()
    again.refresh_from_db()
    assert (again.state, refunded_of(again)) == (State.PENDING, 500)


@pytest.mark.django_db
def test_an_answer_that_cannot_be_read_is_no_refusal(till: Outside, monkeypatch: pytest.MonkeyPatch) -> None:
    payment = paid(till)
    (wanted,) = services.refund(payment.order, 500, "test:1")
    monkeypatch.setattr(mollie_amounts, "AMOUNT", mollie.PAYMENT_ID)
    news_is_told()
    wanted.refresh_from_db()
    assert wanted.state == State.WANTED
    monkeypatch.undo()
    services.send_refund(wanted.pk)
    wanted.refresh_from_db()
    assert wanted.state == State.PENDING
    assert len(mollie.in_a_job().refunds(str(payment.provider_id))) == 1


def paid_again(till: Outside, first: Payment) -> Payment:
    """The same order was paid a second time, and that money could not be sent back."""
    second = Payment.objects.create(order=first.order, attempt=2, amount_cents=first.amount_cents)
    ask(second, mollie.in_a_job())
    second.refresh_from_db()
    till.pay(str(second.provider_id))
    services.refresh(second.pk)
    news_is_told()
    surplus = second.refunds.get()
    till.bank(refund=surplus.provider_id, status="failed")
    return services.refresh(second.pk)


@pytest.mark.django_db
def test_a_refund_that_fits_in_no_single_payment_is_spread_over_several(till: Outside) -> None:
    first = paid(till)
    second = paid_again(till, first)
    total = first.amount_cents
    services.refund(first.order, 100, "test:1")
    with pytest.raises(services.RefundTooLarge):
        services.refund(first.order, 2 * total - 99, "test:2")
    assert Refund.objects.filter(occasion__startswith="test:2").count() == 0
    parts = services.refund(first.order, total + 50, "test:2")
    assert services.refund(first.order, total + 50, "test:2") == parts
    assert [(one.payment_id, one.amount_cents, one.occasion) for one in parts] == [
        (second.pk, total, "test:2"),
        (first.pk, 50, "test:2/2"),
    ]
    news_is_told()
    sent = Refund.objects.filter(pk__in=[one.pk for one in parts])
    assert set(sent.values_list("state", flat=True)) == {State.PENDING}
    assert [refunded_of(one) for one in parts] == [total, 150]
