"""The process itself: many callers at once, a kill, and a clock that makes parcels travel."""

import sys
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.simulator import shipments
from tests.simulator.conftest import Doormat, mollie_client
from tests.simulator.test_postnl import KEY, label, status
from tests.simulator_process import Outside, simulator_on, started
from tools.prepare import ROOT
from tools.processes import Process, free_port

Request = Callable[..., dict[str, Any]]


def test_a_hundred_callers_at_once_are_all_served(outside: Outside, payment: Request) -> None:
    def call(number: int) -> str:
        made = mollie_client(outside, 30).payments.create(payment(), idempotency_key=f"key-{number % 50}")
        return str(made.id)

    def patiently(number: int) -> str:
        while True:
            try:
                return call(number)
            except Exception as refused:
                if getattr(refused, "status", None) != 409:
                    raise
                time.sleep(0.05)

    with ThreadPoolExecutor(100) as crowd:
        made = Counter(crowd.map(patiently, range(100)))
    assert sorted(made.values()) == [2] * 50
    assert len(outside.ledger("mollie")) >= 100


def test_nothing_is_forgotten_when_the_process_is_killed(
    tmp_path: Path, payment: Request, doormat: Doormat
) -> None:
    port = free_port()
    process = simulator_on(tmp_path, port)
    try:
        outside = started(process, port)
        made = mollie_client(outside).payments.create(payment(), idempotency_key="same")
        outside.fault("webhook", "late", seconds=2)
        outside.pay(made.id)
        process.kill()
        started(process, port)
        assert mollie_client(outside).payments.get(made.id).status == "paid"
        assert mollie_client(outside).payments.create(payment(), idempotency_key="same").id == made.id
        assert doormat.wait_for(1) == [f"id={made.id}"]
    finally:
        process.stop()


def test_a_webhook_that_was_under_way_in_a_kill_is_sent_again(
    tmp_path: Path, payment: Request, doormat: Doormat
) -> None:
    port = free_port()
    process = simulator_on(tmp_path, port)
    try:
        outside = started(process, port)
        made = mollie_client(outside).payments.create(payment())
        doormat.pause = 1
        outside.pay(made.id)
        doormat.wait_for(1)
        process.kill()
        started(process, port)
        assert doormat.wait_for(2) == [f"id={made.id}"] * 2
    finally:
        process.stop()


@pytest.fixture
def fast(tmp_path: Path) -> Any:
    """A simulator whose clock runs a hundred times too fast."""
    port = free_port()
    process = simulator_on(tmp_path, port, speed=100)
    try:
        yield started(process, port)
    finally:
        process.stop()


def test_a_parcel_travels_by_the_clock(fast: Outside) -> None:
    code = label(fast, shipments.postnl()).json()["ResponseShipments"][0]["Barcode"]
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        found = status(fast, f"barcode/{code}")["CurrentStatus"]["Shipment"]["Status"]["StatusCode"]
        if found == "11":
            break
        time.sleep(0.05)
    [parcel] = fast.parcels()
    steps = ["registered", "handed_over", "in_transit", "out_for_delivery", "delivered"]
    assert [scan["step"] for scan in parcel["scans"]] == steps
    times = [scan["at"] for scan in parcel["scans"]]
    assert times == sorted(times)


def test_a_parcel_that_nobody_took_waits_for_a_hand(fast: Outside) -> None:
    code = label(fast, shipments.postnl()).json()["ResponseShipments"][0]["Barcode"]
    fast.scan(code, "delivery_failed")
    time.sleep(1.2)
    assert fast.parcels()[0]["scans"][-1]["step"] == "delivery_failed"
    fast.scan(code)
    assert fast.parcels()[0]["scans"][-1]["step"] != "delivery_failed"


def test_a_refund_is_carried_out_by_the_clock_and_told(
    fast: Outside, payment: Request, doormat: Doormat
) -> None:
    mollie = mollie_client(fast)
    made = mollie.payments.create(payment())
    fast.pay(made.id)
    doormat.wait_for(1)
    amount = {"currency": "EUR", "value": "21.00"}
    refund = mollie.payments.get(made.id).refunds.create({"amount": amount})
    assert doormat.wait_for(2) == [f"id={made.id}"] * 2
    assert mollie.payments.get(made.id).refunds.get(refund.id).status == "refunded"


def test_the_command_of_the_shop_starts_it(tmp_path: Path) -> None:
    port = free_port()
    command = [sys.executable, "manage.py", "simulator", "--port", str(port), "--data", str(tmp_path)]
    process = Process("simulator", command, folder=ROOT, log=tmp_path / "log")
    try:
        outside = started(process, port)
        assert (
            outside.get(f"/postnl/shipment/v2/status/barcode/{'3SDEVC000000001'}", **KEY).status_code == 200
        )
        assert (tmp_path / "simulator.sqlite3").exists()
        process.stop()
        assert "Traceback" not in process.said()
    finally:
        process.stop()
