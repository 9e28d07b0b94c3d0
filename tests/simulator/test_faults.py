"""Faults strike as they were ordered, so often and no more, and leave a trace in the ledger."""

import time
from typing import Any

import pytest
import requests

from tests.simulator_process import Outside

KEY = {"apikey": "simulator"}
STATUS = "/postnl/shipment/v2/status/barcode/3SDEVC000000001"


def test_a_fault_strikes_so_often_and_no_more(outside: Outside) -> None:
    outside.fault("postnl", "error", count=2)
    assert [outside.get(STATUS, **KEY).status_code for _ in range(3)] == [500, 500, 200]


def test_faults_strike_in_the_order_in_which_they_were_ordered(outside: Outside) -> None:
    outside.fault("postnl", "error")
    outside.fault("postnl", "html")
    answers = [outside.get(STATUS, **KEY) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [500, 502]
    assert answers[1].text.startswith("<!doctype html>")


def test_a_fault_of_one_service_leaves_the_others_in_peace(outside: Outside) -> None:
    outside.fault("dhl", "error")
    assert outside.get(STATUS, **KEY).status_code == 200
    assert outside.get("/dhl/track-trace?key=JVGL0").status_code == 500


def test_too_many_calls_are_told_when_to_come_back(outside: Outside) -> None:
    outside.fault("postnl", "rate_limit", seconds=7)
    answer = outside.get(STATUS, **KEY)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "7")


def test_the_key_can_be_refused(outside: Outside) -> None:
    outside.fault("postnl", "unauthorised")
    assert outside.get(STATUS, **KEY).status_code == 401


def test_the_line_can_be_cut(outside: Outside) -> None:
    outside.fault("postnl", "reset")
    with pytest.raises(requests.ConnectionError):
        outside.get(STATUS, **KEY)


def test_an_answer_can_stay_away(outside: Outside) -> None:
    outside.fault("postnl", "timeout", seconds=3)
    with pytest.raises(requests.Timeout):
        requests.get(outside.origin + STATUS, headers=KEY, timeout=0.3)


def test_an_answer_can_be_slow(outside: Outside) -> None:
    outside.fault("postnl", "slow", seconds=0.6)
    began = time.monotonic()
    assert outside.get(STATUS, **KEY).status_code == 200
    assert time.monotonic() - began >= 0.6


def test_the_ledger_knows_also_what_went_wrong(outside: Outside) -> None:
    outside.fault("postnl", "reset")
    with pytest.raises(requests.ConnectionError):
        outside.get(STATUS, **KEY)
    outside.get(STATUS, **KEY)
    assert [(call["fault"], call["status"]) for call in outside.ledger("postnl")] == [
        ("reset", 444),
        ("", 200),
    ]


@pytest.mark.parametrize(
    "wanted",
    [
        {"service": "ups", "kind": "error"},
        {"service": "postnl", "kind": "duplicate"},
        {"service": "webhook", "kind": "error"},
        {"service": "postnl", "kind": "outage"},
        {"service": "postnl", "kind": "error", "count": 0},
        {"service": "postnl"},
        [],
    ],
)
def test_a_fault_that_does_not_exist_cannot_be_ordered(outside: Outside, wanted: Any) -> None:
    assert requests.post(f"{outside.origin}/faults.json", json=wanted, timeout=5).status_code == 400
    assert outside.get("/faults.json").json() == {"faults": []}


def test_the_panel_orders_and_takes_back(outside: Outside) -> None:
    panel = f"{outside.origin}/faults/"
    ordered = requests.post(panel, {"service": "mollie", "kind": "timeout", "count": "3"}, timeout=5)
    assert "Mollie: Geen antwoord (time-out), nog 3 keer" in ordered.text
    assert (
        requests.post(panel, {"service": "mollie", "kind": "timeout", "count": "x"}, timeout=5).status_code
        == 400
    )
    cleared = requests.post(panel, {"clear": "1"}, timeout=5)
    assert "Alles werkt." in cleared.text
    outside.fault("mollie", "error")
    requests.delete(f"{outside.origin}/faults.json", timeout=5)
    assert outside.get("/faults.json").json() == {"faults": []}
