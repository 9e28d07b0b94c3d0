"""The same key never makes a second payment, whatever happens to the answers."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests
from mollie.api.client import Client
from mollie.api.error import BadRequestError, ConflictError, Error, RequestError

from tests.simulator.conftest import mollie_client
from tests.simulator_process import Outside

Request = Callable[..., dict[str, Any]]


def test_the_same_request_again_is_answered_again_not_done_again(
    outside: Outside, mollie: Client, payment: Request, caplog: pytest.LogCaptureFixture
) -> None:
    first = mollie.payments.create(payment(), idempotency_key="same")
    with caplog.at_level(logging.WARNING):
        second = mollie.payments.create(payment(), idempotency_key="same")
    assert dict(first) == dict(second)
    assert "Idempotent-Replayed" in caplog.text
    assert len(list(mollie.payments.list())) == 1


def test_the_key_of_another_request_is_refused(mollie: Client, payment: Request) -> None:
    mollie.payments.create(payment(), idempotency_key="same")
    with pytest.raises(BadRequestError):
        mollie.payments.create(payment(description="Iets anders"), idempotency_key="same")
    assert len(list(mollie.payments.list())) == 1


def test_a_key_in_flight_answers_conflict(outside: Outside, mollie: Client, payment: Request) -> None:
    outside.fault("mollie", "slow", seconds=4)  # the last of the crowd may come late

    def create(_: int) -> str:
        try:
            return str(mollie_client(outside).payments.create(payment(), idempotency_key="same").id)
        except ConflictError:
            return "in flight"

    with ThreadPoolExecutor(5) as crowd:
        answers = list(crowd.map(create, range(5)))
    assert answers.count("in flight") == 4
    assert [found.id for found in mollie.payments.list()] == [one for one in answers if one != "in flight"]


def test_a_refusal_is_replayed_too(outside: Outside) -> None:
    headers = {"Authorization": "Bearer test_x", "Idempotency-Key": "same"}
    answers = [
        requests.post(f"{outside.origin}/mollie/v2/payments", json={}, headers=headers, timeout=5)
        for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [422, 422]
    assert ["Idempotent-Replayed" in answer.headers for answer in answers] == [False, True]


def test_a_lost_answer_is_found_again_with_the_key(
    outside: Outside, mollie: Client, payment: Request
) -> None:
    outside.fault("mollie", "lost_answer")
    with pytest.raises(RequestError):
        mollie.payments.create(payment(), idempotency_key="same")
    assert len(list(mollie.payments.list())) == 1
    found = mollie.payments.create(payment(), idempotency_key="same")
    assert [one.id for one in mollie.payments.list()] == [found.id]


@pytest.mark.parametrize("kind", ["error", "rate_limit", "reset", "html", "unauthorised"])
def test_a_call_that_failed_before_it_was_done_is_done_the_second_time(
    outside: Outside, mollie: Client, payment: Request, kind: str
) -> None:
    outside.fault("mollie", kind)
    with pytest.raises(Error):
        mollie.payments.create(payment(), idempotency_key="same")
    assert not list(mollie.payments.list())
    assert mollie.payments.create(payment(), idempotency_key="same").status == "open"
