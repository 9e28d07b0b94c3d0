"""Money that goes back: refunds, and chargebacks by the bank."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from mollie.api.client import Client
from mollie.api.error import ResponseError, UnprocessableEntityError

from tests.simulator.conftest import Doormat, mollie_client
from tests.simulator.contracts import keeps
from tests.simulator_process import Outside

Request = Callable[..., dict[str, Any]]


def euros(value: str) -> dict[str, Any]:
    return {"amount": {"currency": "EUR", "value": value}, "description": "Creditnota C2026-00001"}


@pytest.fixture
def paid(outside: Outside, mollie: Client, payment: Request) -> Any:
    made = mollie.payments.create(payment())
    outside.pay(made.id)
    return mollie.payments.get(made.id)


def test_a_part_is_refunded_and_the_rest_remains(outside: Outside, mollie: Client, paid: Any) -> None:
    refund = paid.refunds.create(euros("21.00"), idempotency_key="refund-1")
    assert keeps("mollie", "refund", dict(refund))
    assert refund.status == "pending"
    found = mollie.payments.get(paid.id)
    assert (found.status, found.amount_refunded["value"], found.amount_remaining["value"]) == (
        "paid",
        "21.00",
        "100.00",
    )
    outside.bank(refund=refund.id, status="refunded")
    assert paid.refunds.get(refund.id).status == "refunded"
    headers = {"Authorization": "Bearer test_x"}
    assert keeps("mollie", "refunds", outside.get(f"/mollie/v2/payments/{paid.id}/refunds", **headers).json())


def test_more_than_remains_is_refused(mollie: Client, paid: Any) -> None:
    paid.refunds.create(euros("100.00"))
    with pytest.raises(UnprocessableEntityError) as refused:
        paid.refunds.create(euros("21.01"))
    assert refused.value.field == "amount"
    assert mollie.payments.get(paid.id).amount_refunded["value"] == "100.00"


def test_parallel_refunds_never_exceed_the_payment(outside: Outside, mollie: Client, paid: Any) -> None:
    def refund(_: int) -> bool:
        try:
            mollie_client(outside).payments.get(paid.id).refunds.create(euros("10.00"))
        except ResponseError:
            return False
        return True

    with ThreadPoolExecutor(20) as crowd:
        assert sum(crowd.map(refund, range(20))) == 12
    assert mollie.payments.get(paid.id).amount_remaining["value"] == "1.00"


def test_an_unpaid_payment_cannot_be_refunded(mollie: Client, payment: Request) -> None:
    made = mollie.payments.create(payment())
    with pytest.raises(UnprocessableEntityError):
        made.refunds.create(euros("1.00"))


def test_a_failed_refund_leaves_the_money_with_the_shop(outside: Outside, mollie: Client, paid: Any) -> None:
    refund = paid.refunds.create(euros("121.00"))
    outside.bank(refund=refund.id, status="failed")
    assert mollie.payments.get(paid.id).amount_remaining["value"] == "121.00"


def test_a_refund_on_its_way_can_be_withdrawn_once(outside: Outside, mollie: Client, paid: Any) -> None:
    refund = paid.refunds.create(euros("21.00"))
    paid.refunds.delete(refund.id)
    assert mollie.payments.get(paid.id).amount_remaining["value"] == "121.00"
    done = paid.refunds.create(euros("21.00"))
    outside.bank(refund=done.id, status="refunded")
    with pytest.raises(UnprocessableEntityError):
        paid.refunds.delete(done.id)


def test_a_chargeback_leaves_the_payment_paid_and_tells_the_shop(
    outside: Outside, mollie: Client, paid: Any, doormat: Doormat
) -> None:
    outside.bank(chargeback=paid.id)
    found = mollie.payments.get(paid.id)
    assert keeps("mollie", "payment", dict(found))
    assert (found.status, found.amount_chargedback["value"]) == ("paid", "121.00")
    assert found.amount_remaining["value"] == "0.00"
    assert [dict(one)["amount"]["value"] for one in found.chargebacks.list()] == ["121.00"]
    assert doormat.wait_for(2) == [f"id={paid.id}"] * 2
