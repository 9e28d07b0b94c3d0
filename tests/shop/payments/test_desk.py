"""Who may set money on its way does so from the desk; who may only look finds no button."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from d4d import desk
from d4d.foundation.models import Delivery
from shop.invoicing import services as invoicing
from shop.payments.models import Payment, Refund
from tests.shop.builders import a_colleague_of_the_house, a_practice, asked
from tests.shop.ledger import Piece, an_agreed_order

pytestmark = pytest.mark.django_db
REFUNDS, PAYMENTS = "/beheer/payments/refund/", "/beheer/payments/payment/"


@pytest.fixture(autouse=True)
def _without_second_factor(settings: Any) -> None:
    settings.STAFF_MUST_USE_SECOND_FACTOR = False


@pytest.fixture
def failed() -> Refund:
    """A refund of five euros that the bank could not carry out."""
    order = an_agreed_order(a_practice(), [Piece(3)])
    invoicing.issue_for_order(order.pk)
    payment = Payment.objects.create(
        order=order, attempt=1, state="paid", amount_cents=order.total_cents, provider_id="tr_elsewhere1"
    )
    return Refund.objects.create(payment=payment, state="failed", amount_cents=500, occasion="test:1")


def staff(role: str) -> Client:
    client = Client()
    client.force_login(a_colleague_of_the_house(role))
    return client


def press(client: Client, page: str, action: str, pk: int) -> Any:
    ticked = {"action": action, "_selected_action": [pk]}
    if action == "begin_again":
        before = Refund.objects.count()
        client.post(page, ticked)
        assert Refund.objects.count() == before  # it asks first
        ticked["confirmed"] = "1"
    return client.post(page, ticked, follow=True)


def test_finance_tries_again_what_failed_once(failed: Refund) -> None:
    client = staff("finance")
    for _ in range(2):
        press(client, REFUNDS, "begin_again", failed.pk)
    again = Refund.objects.get(repeats=failed)
    assert (again.occasion, again.state, Refund.objects.count()) == ("test:1:2", "wanted", 2)
    assert Payment.objects.get().refunded_cents == 500
    told = Delivery.objects.get(topic="payments.refund-wanted")
    assert told.payload == {"refund_id": again.pk}


def test_finance_is_told_when_no_room_is_left(failed: Refund) -> None:
    Payment.objects.update(refunded_cents=failed.payment.amount_cents)
    answer = press(staff("finance"), REFUNDS, "begin_again", failed.pk)
    assert "test:1" in str(next(iter(answer.context["messages"])))
    assert Refund.objects.count() == 1


@pytest.mark.parametrize("role", ["sales", "service"])
def test_who_may_only_look_sets_nothing_going(failed: Refund, role: str) -> None:
    client = staff(role)
    for page, action, pk in (
        (REFUNDS, "begin_again", failed.pk),
        (REFUNDS, "look_again", failed.pk),
        (PAYMENTS, "look_again", failed.payment_id),
    ):
        answer = press(client, page, action, pk)
        assert answer.status_code == 200
        assert f'value="{action}"' not in answer.content.decode()
    assert Refund.objects.count() == 1
    assert not Delivery.objects.filter(topic__startswith="payments.").exists()


def test_finance_has_refunds_and_payments_looked_up(failed: Refund) -> None:
    client = staff("finance")
    press(client, REFUNDS, "look_again", failed.pk)
    press(client, PAYMENTS, "look_again", failed.payment_id)
    topics = set(Delivery.objects.filter(topic__startswith="payments.").values_list("topic", flat=True))
    assert topics == {"payments.refund-wanted", "payments.hinted"}


def test_what_failed_stays_on_the_list_until_it_is_tried_again(failed: Refund) -> None:
    (queue,) = [one for one in desk.QUEUES if one.page == "payments_refund"]
    client = staff("finance")
    shown = client.get(f"{REFUNDS}?{queue.query}")
    assert [one.pk for one in shown.context["cl"].result_list] == [failed.pk]
    assert queue.waiting().count() == 1
    press(client, REFUNDS, "begin_again", failed.pk)
    assert queue.waiting().get().state == "wanted"


def a_failed_refund(number: int) -> Refund:
    """Of a credit note that is still open, tried twice before."""
    order = an_agreed_order(a_practice(), [Piece(3)])
    note = invoicing.credit(invoicing.issue_for_order(order.pk).pk, reason="retour", occasion=f"x:{number}")
    payment = Payment.objects.create(
        order=order, attempt=1, state="paid", amount_cents=order.total_cents, provider_id=f"tr_{number}"
    )
    facts = {"payment": payment, "state": "failed", "amount_cents": 500, "credit_note": note}
    first = Refund.objects.create(**facts, occasion=f"again:{number}")
    return Refund.objects.create(**facts, occasion=f"again:{number}:2", repeats=first)


def test_the_page_before_trying_again_asks_as_little_for_many_as_for_one() -> None:
    client, counts, ticked = staff("finance"), [], []
    for number in range(4):
        last = a_failed_refund(number)
        ticked += [last.pk, last.repeats_id]
        sent = {"action": "begin_again", "_selected_action": ticked}
        client.post(REFUNDS, sent)
        with CaptureQueriesContext(connection) as heard:
            page = client.post(REFUNDS, sent)
        assert [one.pk for one in page.context["to_do"]] == ticked[::2][::-1]
        assert len(page.context["passed"]) == number + 1
        counts.append(len(asked(heard)))
    assert counts[0] == counts[3], counts


def test_a_note_that_is_paid_meanwhile_is_not_given_back_once_more() -> None:
    failed = a_failed_refund(1)
    note = failed.credit_note
    assert note is not None
    invoicing.settle(note.pk, note.total_cents, "refund:elsewhere")
    page = staff("finance").post(REFUNDS, {"action": "begin_again", "_selected_action": [failed.pk]})
    assert page.context["to_do"] == []
