"""VIES: valid, not valid, or one of its outages that look like an answer."""

from typing import Any

import pytest
import requests
from stdnum.eu import vat

from d4d.simulator.vies import DEMO_NUMBERS, TEST_NUMBERS
from tests.simulator.contracts import keeps
from tests.simulator_process import Outside


def check(outside: Outside, country: str, number: str, door: str = "check-vat-number", **more: str) -> Any:
    message = {"countryCode": country, "vatNumber": number, **more}
    answer = requests.post(f"{outside.origin}/vies/rest-api/{door}", json=message, timeout=5)
    assert answer.status_code == 200
    return answer.json()


@pytest.mark.parametrize("door", ["check-vat-number", "check-vat-test-service"])
@pytest.mark.parametrize(("number", "outcome"), TEST_NUMBERS.items())
def test_the_official_test_numbers(outside: Outside, door: str, number: str, outcome: str) -> None:
    answer = check(outside, "NL", number, door)
    assert keeps("vies", "check_answer", answer)
    assert (answer["valid"], answer["userError"]) == (outcome == "VALID", outcome)


def test_the_demo_numbers_are_well_formed_and_have_their_fate(outside: Outside) -> None:
    for (country, number), outcome in DEMO_NUMBERS.items():
        assert vat.is_valid(country + number)
        assert check(outside, country, number)["userError"] == outcome


@pytest.mark.parametrize(
    ("country", "number", "outcome"),
    [
        ("BE", "0400000284", "VALID"),
        ("DE", "100000024", "VALID"),
        ("BE", "0400000285", "INVALID"),
        ("EL", "094259216", "VALID"),
    ],
)
def test_every_other_well_formed_number_exists(
    outside: Outside, country: str, number: str, outcome: str
) -> None:
    assert check(outside, country, number)["userError"] == outcome


def test_who_says_who_asks_gets_a_proof(outside: Outside) -> None:
    asker = {"requesterMemberStateCode": "NL", "requesterNumber": "800000031B01"}
    assert check(outside, "BE", "0400000284", **asker)["requestIdentifier"].startswith("WAPI")
    assert check(outside, "BE", "0400000284")["requestIdentifier"] == ""


def test_the_other_door_answers_the_same(outside: Outside) -> None:
    answer = outside.get("/vies/rest-api/ms/BE/vat/0400000284").json()
    assert keeps("vies", "state_answer", answer)
    assert answer["isValid"] is True


def test_an_outage_is_a_200_that_says_nothing(outside: Outside) -> None:
    outside.fault("vies", "outage")
    answer = check(outside, "BE", "0400000284")
    assert keeps("vies", "failure", answer)
    assert check(outside, "BE", "0400000284")["valid"] is True
