"""Webhooks: sent for what the shop must know, again when not taken in, and badly on request."""

from collections.abc import Callable
from typing import Any

import pytest
from mollie.api.client import Client

from tests.simulator.conftest import Doormat
from tests.simulator_process import Outside

Request = Callable[..., dict[str, Any]]


@pytest.mark.parametrize("status", ["paid", "failed", "canceled", "expired"])
def test_the_shop_hears_of_every_end(
    outside: Outside, mollie: Client, payment: Request, doormat: Doormat, status: str
) -> None:
    made = mollie.payments.create(payment())
    outside.pay(made.id, status)
    assert doormat.wait_for(1) == [f"id={made.id}"]
    assert doormat.letters[0][2] == "Mollie HTTP client/1.0"


def test_the_shop_does_not_hear_of_open_and_pending(
    outside: Outside, mollie: Client, payment: Request, doormat: Doormat
) -> None:
    made = mollie.payments.create(payment())
    outside.pay(made.id, "pending")
    assert doormat.wait_for(1, within=1) == []


def test_a_webhook_is_sent_again_until_it_is_taken_in(
    outside: Outside, mollie: Client, payment: Request, doormat: Doormat
) -> None:
    doormat.answers = [500, 503]
    made = mollie.payments.create(payment())
    outside.pay(made.id)
    assert doormat.wait_for(3) == [f"id={made.id}"] * 3
    assert doormat.wait_for(4, within=1) == [f"id={made.id}"] * 3
    page = outside.get("/betalingen/").text
    assert "bezorgd, 500, 503, 200" in page


def test_a_duplicate_arrives_twice(
    outside: Outside, mollie: Client, payment: Request, doormat: Doormat
) -> None:
    outside.fault("webhook", "duplicate")
    made = mollie.payments.create(payment())
    outside.pay(made.id)
    assert doormat.wait_for(2) == [f"id={made.id}"] * 2


def test_a_lost_webhook_never_arrives(
    outside: Outside, mollie: Client, payment: Request, doormat: Doormat
) -> None:
    outside.fault("webhook", "lost")
    made = mollie.payments.create(payment())
    outside.pay(made.id)
    assert doormat.wait_for(1, within=1) == []
    assert mollie.payments.get(made.id).status == "paid"


def test_a_late_webhook_arrives_after_its_time(
    outside: Outside, mollie: Client, payment: Request, doormat: Doormat
) -> None:
    outside.fault("webhook", "late", seconds=1.5)
    made = mollie.payments.create(payment())
    outside.pay(made.id)
    assert doormat.wait_for(1, within=1) == []
    assert doormat.wait_for(1) == [f"id={made.id}"]


def test_webhooks_can_arrive_in_the_wrong_order(
    outside: Outside, mollie: Client, payment: Request, doormat: Doormat
) -> None:
    outside.fault("webhook", "out_of_order")
    first, second = mollie.payments.create(payment()), mollie.payments.create(payment())
    outside.pay(first.id)
    outside.pay(second.id)
    assert doormat.wait_for(2) == [f"id={second.id}", f"id={first.id}"]
