"""The shop's side of the line: a Mollie client, and a door where webhooks arrive."""

import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any

import pytest
from mollie.api.client import Client

from tests.simulator_process import Outside


class Doormat(ThreadingHTTPServer):
    """The shop's door: shows payers in, takes webhooks in, and answers these as told.

    It answers 200 when nothing else was told, after a pause.
    """

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Visitor)
        self.letters: list[tuple[float, str, str]] = []
        self.answers: list[int] = []
        self.pause = 0.0
        self.lock = Lock()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/webhook"

    def wait_for(self, count: int, within: float = 10) -> list[str]:
        """The bodies of the letters, once there are so many of them."""
        deadline = time.monotonic() + within
        while len(self.letters) < count and time.monotonic() < deadline:
            time.sleep(0.02)
        return [body for _, body, _ in self.letters]


class _Visitor(BaseHTTPRequestHandler):
    server: Doormat

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>Winkel</title><h1>Terug in de winkel</h1>")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        with self.server.lock:
            self.server.letters.append((time.monotonic(), body, self.headers["User-Agent"]))
            status = self.server.answers.pop(0) if self.server.answers else 200
        time.sleep(self.server.pause)
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def doormat() -> Iterator[Doormat]:
    with Doormat() as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def mollie(outside: Outside) -> Client:
    return mollie_client(outside)


def mollie_client(outside: Outside, timeout: float = 5) -> Client:
    client = Client(api_endpoint=f"{outside.origin}/mollie", timeout=timeout, retry=0)
    client.set_api_key("test_simulator0000000000000000000000")
    return client


@pytest.fixture
def payment(doormat: Doormat) -> Callable[..., dict[str, Any]]:
    """A request for a payment of € 121,00, with changes."""

    def request(**changes: Any) -> dict[str, Any]:
        return {
            "amount": {"currency": "EUR", "value": "121.00"},
            "description": "Bestelling D2026-000001",
            "redirectUrl": "http://localhost:8000/betaling/D2026-000001/",
            "webhookUrl": doormat.address,
            "locale": "nl_NL",
            "metadata": {"order": "D2026-000001"},
            **changes,
        }

    return request
