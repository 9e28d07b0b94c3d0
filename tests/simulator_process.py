"""The outside world beside a test: the real simulator process, and a way to look into it."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import requests

from tools.prepare import ROOT
from tools.processes import Process, answers, free_port, wait_until

SECONDS = 20


@dataclass(frozen=True)
class Outside:
    """What the world outside the shop has seen, and how it can be made to act."""

    origin: str

    def ledger(self, service: str = "") -> list[dict[str, Any]]:
        """The calls that a service received, oldest first."""
        return self._json(f"/ledger?service={service}" if service else "/ledger")["calls"]

    def mails(self) -> list[dict[str, Any]]:
        """The mails that were sent, oldest first."""
        return self._json("/mail.json")["mails"]

    def attachment(self, mail: int, number: int) -> bytes:
        """An attachment of a mail, as the receiver gets it."""
        return self.get(f"/mail/{mail}/bijlage/{number}").content

    def messages(self) -> list[dict[str, Any]]:
        """The text messages that were sent, oldest first."""
        return self._json("/sms.json")["messages"]

    def news(self) -> list[dict[str, Any]]:
        """What the software of a practice was told, oldest first."""
        return self._json("/software.json")["news"]

    def parcels(self) -> list[dict[str, Any]]:
        """The parcels that the couriers know, with their scans."""
        return self._json("/parcels.json")["parcels"]

    def fault(self, service: str, kind: str, count: int = 1, seconds: float | None = None) -> None:
        """Let the next calls of a service (or `webhook`) go wrong."""
        wanted = {"service": service, "kind": kind, "count": count, "seconds": seconds}
        requests.post(f"{self.origin}/faults.json", json=wanted, timeout=SECONDS).raise_for_status()

    def pay(self, payment_id: str, status: str = "paid", method: str = "ideal") -> requests.Response:
        """Choose on the payment page how a payment ends; the answer sends the payer back."""
        chosen = {"status": status, "method": method}
        page = f"{self.origin}/mollie/checkout/{payment_id}/"
        return requests.post(page, chosen, allow_redirects=False, timeout=SECONDS)

    def bank(self, **act: str) -> None:
        """At the bank's desk: `chargeback=tr_…`, `refund=re_…, status=refunded|failed`, or `pay_out=1`."""
        requests.post(f"{self.origin}/betalingen/", act, timeout=SECONDS).raise_for_status()

    def scan(self, number: str, step: str = "") -> None:
        """Scan a parcel: the next step of its route, or the step that is named."""
        page = f"{self.origin}/pakketten/{number}/scan"
        requests.post(page, {"step": step}, timeout=SECONDS).raise_for_status()

    def reply(self, number: str, words: str = "STOP") -> requests.Response:
        """Answer the shop from a telephone; the page that follows says how the shop took it."""
        said = {"number": number, "words": words}
        return requests.post(f"{self.origin}/sms/antwoord", said, timeout=SECONDS)

    def report(self, number: int, event: str = "hard_bounce") -> requests.Response:
        """Tell the shop what became of a mail; the page that follows says how the shop took it."""
        return requests.post(f"{self.origin}/mail/{number}/melding", {"event": event}, timeout=SECONDS)

    def write(self, sender: str, subject: str, words: str, proof: str = "pass") -> None:
        """Somebody writes a mail to the shop, and its mail server finds out whether it is really them."""
        said = {"from": sender, "subject": subject, "words": words, "proof": proof}
        requests.post(f"{self.origin}/mail/schrijven/", said, timeout=SECONDS).raise_for_status()

    def answer_mail(self, number: int, words: str) -> None:
        """The reader of a mail answers the shop."""
        page = f"{self.origin}/mail/{number}/antwoord"
        requests.post(page, {"words": words}, timeout=SECONDS).raise_for_status()

    def put_clock(self, moment: datetime) -> None:
        """Let it be another moment outside too, until everything is forgotten."""
        said = {"moment": moment.isoformat()}
        requests.post(f"{self.origin}/klok", said, timeout=SECONDS, allow_redirects=False).raise_for_status()

    def reset(self) -> None:
        """Forget everything."""
        requests.post(f"{self.origin}/reset", timeout=SECONDS).raise_for_status()

    def get(self, path: str, **headers: str) -> requests.Response:
        """A page of the simulator."""
        return requests.get(f"{self.origin}{path}", headers=headers, timeout=SECONDS)

    def _json(self, path: str) -> Any:
        response = self.get(path)
        response.raise_for_status()
        return response.json()


def simulator_on(
    folder: Path, port: int, *, speed: float = 0, shop_url: str = "", mailbox_port: int = 0
) -> Process:
    """A simulator on a port that starts when told; at speed 0 parcels travel by hand only."""
    ports = ["--port", str(port), "--mailbox-port", str(mailbox_port)]
    given = [*ports, "--data", str(folder), "--speed", str(speed), "--shop-url", shop_url]
    command = [sys.executable, "-m", "d4d.simulator", *given]
    return Process("simulator", command, folder=ROOT, log=folder / "simulator.log")


def started(process: Process, port: int) -> Outside:
    """Start a simulator and wait until it answers."""
    process.start()
    origin = f"http://127.0.0.1:{port}"
    wait_until(lambda: answers(f"{origin}/healthz"), "the simulator", within=SECONDS, process=process)
    return Outside(origin)


@pytest.fixture(scope="session")
def simulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Outside]:
    """One simulator for all tests of this run."""
    port = free_port()
    process = simulator_on(tmp_path_factory.mktemp("simulator"), port)
    try:
        yield started(process, port)
    finally:
        process.stop()


@pytest.fixture
def outside(simulator: Outside) -> Outside:
    """The outside world as it is on the first day: nothing has happened in it yet."""
    simulator.reset()
    return simulator
