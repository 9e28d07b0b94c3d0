"""Collecting again from a customer who gave a mandate with the first payment."""

from collections.abc import Callable
from typing import Any

import pytest
from mollie.api.client import Client
from mollie.api.error import NotFoundError, UnprocessableEntityError

from tests.simulator.contracts import keeps
from tests.simulator_process import Outside

Request = Callable[..., dict[str, Any]]


@pytest.fixture
def customer(mollie: Client) -> Any:
    return mollie.customers.create({"name": "Tandartspraktijk De Brink"})


def recurring(payment: Request, customer: Any, **changes: Any) -> dict[str, Any]:
    wanted = payment(sequenceType="recurring", customerId=customer.id, **changes)
    del wanted["redirectUrl"]
    return wanted


def test_a_first_payment_leaves_a_mandate_to_collect_with(
    outside: Outside, mollie: Client, payment: Request, customer: Any
) -> None:
    assert keeps("mollie", "customer", dict(customer))
    first = mollie.payments.create(payment(sequenceType="first", customerId=customer.id))
    outside.pay(first.id)
    [mandate] = customer.mandates.list()
    assert keeps("mollie", "mandate", dict(mandate))
    assert (mandate.status, mandate.method) == ("valid", "directdebit")
    assert mollie.payments.get(first.id).mandate_id == mandate.id

    collected = mollie.payments.create(recurring(payment, customer, mandateId=mandate.id))
    assert keeps("mollie", "payment", dict(collected))
    assert (collected.status, collected.checkout_url) == ("pending", None)
    outside.pay(collected.id)
    assert mollie.payments.get(collected.id).status == "paid"
    assert [found.id for found in customer.payments.list()] == [collected.id, first.id]


def test_without_a_mandate_nothing_is_collected(mollie: Client, payment: Request, customer: Any) -> None:
    with pytest.raises(UnprocessableEntityError):
        mollie.payments.create(recurring(payment, customer))


def test_a_revoked_mandate_collects_nothing(mollie: Client, payment: Request, customer: Any) -> None:
    account = {"consumerName": "Tandartspraktijk De Brink", "consumerAccount": "NL02ABNA0123456789"}
    mandate = customer.mandates.create({"method": "directdebit", **account})
    assert keeps("mollie", "mandate", dict(customer.mandates.get(mandate.id)))
    customer.mandates.delete(mandate.id)
    with pytest.raises(UnprocessableEntityError):
        mollie.payments.create(recurring(payment, customer))


def test_a_customer_payment_needs_no_customer_in_its_body(customer: Any, payment: Request) -> None:
    made = customer.payments.create(payment(sequenceType="first"))
    assert made.customer_id == customer.id


def test_a_customer_has_no_mail_address(mollie: Client) -> None:
    with pytest.raises(UnprocessableEntityError) as refused:
        mollie.customers.create({"name": "Praktijk", "email": "praktijk@voorbeeld.nl"})
    assert refused.value.field == "email"


def test_a_forgotten_customer_is_gone_with_its_mandates(mollie: Client, customer: Any) -> None:
    account = {"consumerName": "Praktijk", "consumerAccount": "NL02ABNA0123456789"}
    mandate = customer.mandates.create({"method": "directdebit", **account})
    assert mollie.customers.update(customer.id, {"name": "Praktijk Nieuw"}).name == "Praktijk Nieuw"
    mollie.customers.delete(customer.id)
    with pytest.raises(NotFoundError):
        mollie.customers.get(customer.id)
    with pytest.raises(NotFoundError):
        customer.mandates.get(mandate.id)
