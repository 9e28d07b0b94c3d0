"""A hint is worth a look, no more: forged, replayed, enormous or out of order, it makes one of everything."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
from django.db import OperationalError, connection
from django.test import Client

from d4d.foundation import relay
from d4d.foundation.errors import Temporary
from d4d.foundation.models import Delivery
from shop.invoicing.models import Invoice
from shop.payments import services
from shop.payments.models import Payment, Sighting
from tests.shop.builders import a_practice
from tests.shop.ledger import an_agreed_order
from tests.simulator_process import Outside

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:No directory at"),
]


def hints() -> int:
    return Delivery.objects.filter(topic="payments.hinted").count()


def hint(token: object, provider_id: str, **facts: Any) -> int:
    answer = Client(enforce_csrf_checks=True).post(f"/webhooks/mollie/{token}/", {"id": provider_id}, **facts)
    return answer.status_code


def a_payment() -> Payment:
    return services.start(an_agreed_order(a_practice()))


def news_is_told() -> None:
    while relay.run_once():
        pass


def test_a_hint_is_looked_up_later_and_nothing_is_asked_meanwhile(till: Outside) -> None:
    payment = a_payment()
    assert payment.provider_id
    till.pay(payment.provider_id)
    calls = len(till.ledger("mollie"))
    assert hint(payment.token, payment.provider_id) == 200
    assert len(till.ledger("mollie")) == calls
    news_is_told()
    payment.refresh_from_db()
    assert payment.state == Payment.State.PAID


@pytest.mark.parametrize(
    "forged",
    ["", "tr_", "tr_x/../../customers", "tr_abcdefgh\n", "cst_abcdefgh", "tr_" + "a" * 40, "tr_unknown99"],
)
def test_a_forged_id_is_answered_alike_and_asks_nobody(till: Outside, forged: str) -> None:
    payment = a_payment()
    assert hint(payment.token, forged) == 200
    assert hints() == 0


def test_an_unknown_token_is_answered_alike_and_asks_nobody(till: Outside) -> None:
    payment = a_payment()
    assert payment.provider_id
    assert hint(uuid4(), payment.provider_id) == 200
    assert hints() == 0


def test_the_id_of_another_payment_under_this_token_is_passed_over(till: Outside) -> None:
    mine, other = a_payment(), a_payment()
    assert other.provider_id
    assert hint(mine.token, other.provider_id) == 200
    assert hints() == 0


def test_an_enormous_hint_is_not_read(till: Outside) -> None:
    payment = a_payment()
    assert hint(payment.token, "tr_" + "a" * 1_000_000) == 200
    assert hints() == 0


def test_only_posts_are_hints(till: Outside) -> None:
    payment = a_payment()
    assert Client().get(f"/webhooks/mollie/{payment.token}/").status_code == 405


def test_a_hint_is_asked_for_again_when_our_database_is_down(
    till: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    payment = a_payment()

    def down(*_: object) -> bool:
        raise OperationalError

    monkeypatch.setattr(services, "hint", down)
    assert payment.provider_id
    assert hint(payment.token, payment.provider_id) == 503


def test_a_hint_while_the_provider_is_down_is_kept(till: Outside) -> None:
    payment = a_payment()
    assert payment.provider_id
    till.pay(payment.provider_id)
    hint(payment.token, payment.provider_id)
    till.fault("mollie", "error")
    relay.run_once()
    waiting = Delivery.objects.get(topic="payments.hinted")
    assert (waiting.done_at, waiting.last_error) == (None, "Temporary: mollie: 500")
    Delivery.objects.update(available_at=waiting.created_at)
    news_is_told()
    payment.refresh_from_db()
    assert payment.state == Payment.State.PAID


def test_a_hint_tells_the_number_of_a_payment_whose_answer_was_lost(till: Outside) -> None:
    order = an_agreed_order(a_practice())
    till.fault("mollie", "lost_answer")
    with pytest.raises(Temporary):
        services.start(order)
    payment = order.payments.get()
    made = till.get("/mollie/v2/payments", Authorization="Bearer test_key").json()
    (found,) = made["_embedded"]["payments"]
    till.pay(found["id"])
    hint(payment.token, found["id"])
    news_is_told()
    payment.refresh_from_db()
    assert (payment.state, payment.provider_id) == (Payment.State.PAID, found["id"])


def test_the_same_hint_a_hundred_times_is_one_look_and_one_of_everything(till: Outside) -> None:
    payment = a_payment()
    assert payment.provider_id
    till.pay(payment.provider_id)
    for _ in range(100):
        assert hint(payment.token, payment.provider_id) == 200
    calls = len(till.ledger("mollie"))
    news_is_told()
    assert len(till.ledger("mollie")) == calls + 1
    assert (Invoice.objects.count(), Sighting.objects.filter(status="paid").count()) == (1, 1)


@pytest.mark.servers
@pytest.mark.django_db(transaction=True)
def test_a_hundred_hints_and_looks_in_parallel_make_one_of_everything(till: Outside) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("needs many writers at once")
    payment = a_payment()
    assert payment.provider_id
    till.pay(payment.provider_id)

    def hint_and_look(_: int) -> int:
        try:
            status = hint(payment.token, str(payment.provider_id))
            services.refresh(payment.pk)
            return status
        finally:
            connection.close()

    with ThreadPoolExecutor(16) as pool:
        assert set(pool.map(hint_and_look, range(100))) == {200}
    assert Invoice.objects.count() == 1
    assert Sighting.objects.filter(status="paid").count() == 1
    assert Delivery.objects.filter(topic="invoicing.issued", queue="pdf").count() == 1
    assert Delivery.objects.filter(topic="payments.hinted").count() == 1
