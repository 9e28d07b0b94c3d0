"""Payments, from the request to the payer's return, with Mollie's own client."""

from collections.abc import Callable
from typing import Any

import pytest
import requests
from mollie.api.client import Client
from mollie.api.error import NotFoundError, UnauthorizedError, UnprocessableEntityError

from tests.simulator.contracts import keeps
from tests.simulator_process import Outside

Request = Callable[..., dict[str, Any]]


def test_a_payment_is_made_paid_and_fetched(outside: Outside, mollie: Client, payment: Request) -> None:
    made = mollie.payments.create(payment(), idempotency_key="one")
    assert keeps("mollie", "payment", dict(made))
    assert made.status == "open"
    assert made.metadata == {"order": "D2026-000001"}

    page = requests.get(made.checkout_url, timeout=5)
    assert "€ 121,00" in page.text
    assert all(
        f">{name}<" in page.text
        for name in ("Betaald", "Mislukt", "Geannuleerd", "Verlopen", "In behandeling")
    )

    back = outside.pay(made.id)
    assert (back.status_code, back.headers["Location"]) == (303, payment()["redirectUrl"])
    paid = mollie.payments.get(made.id)
    assert keeps("mollie", "payment", dict(paid))
    assert paid.is_paid()
    assert (paid.status, paid.method) == ("paid", "ideal")
    assert paid.amount_remaining == {"currency": "EUR", "value": "121.00"}


@pytest.mark.parametrize("status", ["failed", "canceled", "expired", "pending"])
def test_a_payment_can_end_badly(outside: Outside, mollie: Client, payment: Request, status: str) -> None:
    made = mollie.payments.create(payment())
    outside.pay(made.id, status)
    found = mollie.payments.get(made.id)
    assert keeps("mollie", "payment", dict(found))
    assert found.status == status
    assert not found.is_paid()


def test_a_final_status_is_final(outside: Outside, mollie: Client, payment: Request) -> None:
    made = mollie.payments.create(payment())
    outside.pay(made.id, "failed")
    outside.pay(made.id, "paid")
    assert mollie.payments.get(made.id).status == "failed"


def test_a_pending_payment_can_still_be_paid(outside: Outside, mollie: Client, payment: Request) -> None:
    made = mollie.payments.create(payment(method="banktransfer"))
    outside.pay(made.id, "pending")
    outside.pay(made.id, "paid")
    assert mollie.payments.get(made.id).status == "paid"


def test_a_cancelled_payment_goes_back_to_the_cancel_page(
    outside: Outside, mollie: Client, payment: Request
) -> None:
    made = mollie.payments.create(payment(cancelUrl="http://localhost:8000/afrekenen/"))
    assert outside.pay(made.id, "canceled").headers["Location"] == "http://localhost:8000/afrekenen/"


def test_an_open_payment_can_be_cancelled_a_paid_one_cannot(
    outside: Outside, mollie: Client, payment: Request
) -> None:
    first, second = mollie.payments.create(payment()), mollie.payments.create(payment())
    outside.pay(second.id)
    assert mollie.payments.delete(first.id)["status"] == "canceled"
    with pytest.raises(UnprocessableEntityError):
        mollie.payments.delete(second.id)
    assert mollie.payments.get(second.id).status == "paid"


def test_payments_are_listed_in_pages_newest_first(mollie: Client, payment: Request) -> None:
    made = [mollie.payments.create(payment()).id for _ in range(5)]
    first = mollie.payments.list(limit=3)
    assert [found.id for found in first] == made[:1:-1]
    assert [found.id for found in first.get_next()] == made[1::-1]
    assert not first.get_next().has_next()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"amount": {"currency": "EUR", "value": "121"}}, "amount.value"),
        ({"amount": {"currency": "EUR", "value": 121.0}}, "amount.value"),
        ({"description": "d" * 256}, "description"),
        ({"redirectUrl": None}, "redirectUrl"),
        ({"consumerEmail": "praktijk@voorbeeld.nl"}, "consumerEmail"),
        ({"billingAddress": {"city": "Utrecht", "email": "praktijk@voorbeeld.nl"}}, "billingAddress.email"),
        ({"billingAddress": {"city": "Utrecht", "phone": "+31300000000"}}, "billingAddress.phone"),
        ({"method": "sofort"}, "method"),
        ({"method": "billie"}, "lines"),
    ],
)
def test_a_request_that_breaks_the_contract_is_refused(
    mollie: Client, payment: Request, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(UnprocessableEntityError) as refused:
        mollie.payments.create(payment(**changes))
    assert refused.value.field == field
    assert not list(mollie.payments.list())


def line(total: str, **changes: Any) -> dict[str, Any]:
    def amount(value: str) -> dict[str, str]:
        return {"currency": "EUR", "value": value}

    vat = {"vatRate": "21.00", "vatAmount": amount(changes.pop("vat"))}
    named = {"description": "Handschoenen", "quantity": 2}
    return {**named, "unitPrice": amount("60.50"), "totalAmount": amount(total), **vat, **changes}


def test_lines_that_add_up_are_taken(mollie: Client, payment: Request) -> None:
    assert mollie.payments.create(payment(lines=[line("121.00", vat="21.00")])).lines


@pytest.mark.parametrize(
    ("lines", "field"),
    [
        ([line("121.00", vat="20.99")], "lines.0.vatAmount"),
        ([line("120.00", vat="20.83")], "lines.0.totalAmount"),
        ([line("121.00", vat="21.00")] * 2, "lines"),
    ],
)
def test_lines_that_do_not_add_up_are_refused(
    mollie: Client, payment: Request, lines: list[dict[str, Any]], field: str
) -> None:
    with pytest.raises(UnprocessableEntityError) as refused:
        mollie.payments.create(payment(lines=lines))
    assert refused.value.field == field


def test_errors_have_mollies_shape(outside: Outside, mollie: Client, payment: Request) -> None:
    headers = {"Authorization": "Bearer test_x"}
    unknown = outside.get("/mollie/v2/payments/tr_unknown000", **headers)
    assert unknown.headers["Content-Type"] == "application/hal+json"
    assert keeps("mollie", "error", unknown.json())
    with pytest.raises(NotFoundError):
        mollie.payments.get("tr_unknown000")
    assert outside.get("/mollie/v2/payments").status_code == 401
    wrong_way = requests.put(f"{outside.origin}/mollie/v2/payments", headers=headers, timeout=5)
    assert (wrong_way.status_code, keeps("mollie", "error", wrong_way.json())) == (405, True)
    mollie.api_key = "nonsense"
    with pytest.raises(UnauthorizedError):
        mollie.payments.create(payment())


def test_the_methods_carry_the_names_to_show(outside: Outside, mollie: Client) -> None:
    offered = {method.id: method for method in mollie.methods.list()}
    assert offered["ideal"].description == "iDEAL | Wero"
    assert set(offered) == {"ideal", "creditcard", "banktransfer", "billie"}
    assert {method.id for method in mollie.methods.list(sequenceType="recurring")} == {
        "creditcard",
        "directdebit",
    }
    dear = mollie.methods.list(amount={"currency": "EUR", "value": "60000.00"})
    assert {method.id for method in dear} == {"banktransfer", "billie"}
    answer = outside.get("/mollie/v2/methods", Authorization="Bearer test_x").json()
    assert keeps("mollie", "methods", answer)
    assert requests.get(offered["ideal"].image_svg, timeout=5).headers["Content-Type"] == "image/svg+xml"


def test_every_request_is_written_down_and_keeps_the_contract(
    outside: Outside, mollie: Client, payment: Request
) -> None:
    mollie.payments.create(payment(), idempotency_key="the-key")
    [call] = outside.ledger("mollie")
    assert (call["method"], call["path"], call["reference"]) == ("POST", "/v2/payments", "the-key")
    assert call["status"] == 201
    assert "metadata.order" in call["keys"]
    assert keeps("mollie", "payment_request", call["body"])
