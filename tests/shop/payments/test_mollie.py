"""The adapter: ids are matched before a call, our machine stays unnamed, faults have one vocabulary."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from mollie.api.client import Client

from d4d.foundation import clock
from d4d.foundation.errors import Misconfigured, Rejected, Temporary
from shop.payments import methods as offered
from shop.payments import mollie
from shop.payments.mollie import Wanted
from tests.simulator_process import Outside

NO_ID = [
    "",
    "tr_",
    "tr_x/../../customers",
    "tr_abcdefgh/refunds",
    "tr_abcdefgh?x=1",
    "re_abcdefgh",
    "tr_ab\ncdefgh",
]


def a_wanted(**facts: Any) -> Wanted:
    usual = {
        "order": "D2026-000001",
        "attempt": 1,
        "amount_cents": 1_210,
        "return_url": "http://localhost:8000/betaling/D2026-000001/",
        "webhook_url": "http://localhost:8000/webhooks/mollie/x/",
    }
    return Wanted(**(usual | facts))


@pytest.mark.parametrize("wrong", NO_ID)
def test_what_is_no_id_reaches_nobody(till: Outside, wrong: str) -> None:
    provider = mollie.in_a_job()
    for act in (
        lambda: provider.fetch(wrong),
        lambda: provider.cancel(wrong),
        lambda: provider.refunds(wrong),
        lambda: provider.refund(wrong, 100, "x", uuid4()),
    ):
        with pytest.raises(Rejected):
            act()
    assert not till.ledger()


def test_the_library_does_not_tell_the_name_of_our_machine() -> None:
    assert Client.UNAME == "d4d"


def test_a_payment_is_made_fetched_called_off_and_seen_alike(till: Outside) -> None:
    provider = mollie.in_a_request()
    made = provider.start(a_wanted(method="ideal"), uuid4())
    assert (made.status, made.amount_cents, made.currency, made.order) == (
        "open",
        1_210,
        "EUR",
        "D2026-000001",
    )
    assert provider.fetch(made.id) == made
    assert provider.cancel(made.id).status == "canceled"
    with pytest.raises(Rejected, match="mollie: 422"):
        provider.cancel(made.id)


def test_the_same_key_is_the_same_payment(till: Outside) -> None:
    key = uuid4()
    first, second = (mollie.in_a_request().start(a_wanted(), key) for _ in range(2))
    assert first.id == second.id


def test_an_amount_is_written_with_two_decimals_and_read_back(till: Outside) -> None:
    for cents in (1, 10, 99, 100, 101, 123_456_789):
        assert mollie.in_a_request().start(a_wanted(amount_cents=cents), uuid4()).amount_cents == cents


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("reset", Temporary),
        ("rate_limit", Temporary),
        ("error", Temporary),
        ("html", Temporary),
        ("unauthorised", Misconfigured),
    ],
)
def test_a_fault_is_said_in_the_words_of_the_house(till: Outside, fault: str, error: type[Exception]) -> None:
    till.fault("mollie", fault)
    with pytest.raises(error, match=r"^mollie: \w+$"):
        mollie.in_a_request().start(a_wanted(), uuid4())


def test_a_provider_that_is_not_there_is_temporary(settings: Any) -> None:
    settings.MOLLIE_ENDPOINT = "http://127.0.0.1:9"
    with pytest.raises(Temporary):
        mollie.in_a_request().methods("nl_NL")


def test_a_key_of_no_known_shape_is_our_mistake(till: Outside, settings: Any) -> None:
    settings.MOLLIE_KEY = "secret"
    with pytest.raises(Misconfigured) as caught:
        mollie.in_a_request().methods("nl_NL")
    assert "secret" not in str(caught.value)


def test_an_unknown_payment_is_refused(till: Outside) -> None:
    with pytest.raises(Rejected, match="mollie: 404"):
        mollie.in_a_job().fetch("tr_unknown999")


@pytest.mark.django_db
def test_ways_to_pay_bear_the_names_of_the_provider_and_need_nothing_personal(till: Outside) -> None:
    labels = {method.id: method.label for method in offered.methods(10_000)}
    assert labels["ideal"] == "iDEAL | Wero"
    assert "billie" not in labels
    assert "creditcard" not in {method.id for method in offered.methods(2_000_000)}


@pytest.mark.django_db
def test_the_list_is_asked_once_in_ten_minutes_and_an_old_one_serves_in_need(
    till: Outside,
) -> None:
    first = offered.methods(10_000)
    assert offered.methods(10_000) == first
    assert len(till.ledger("mollie")) == 1
    till.fault("mollie", "error")
    for minutes in (11, 12):  # a provider that is down is asked once a minute
        with time_machine.travel(clock.now() + timedelta(minutes=minutes, seconds=1)):
            assert offered.methods(10_000) == first
            assert offered.methods(10_000) == first
    assert len(till.ledger("mollie")) == 3


@pytest.mark.django_db
def test_without_any_list_the_provider_asks_the_payer(till: Outside) -> None:
    till.fault("mollie", "error")
    assert offered.methods(10_000) == []
