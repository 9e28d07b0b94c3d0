"""The press prints what it is given, fetches nothing, and is never loaded to answer a request."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from d4d.foundation.press import CannotPrint, press
from shop.invoicing.document import Delivery, Payment
from shop.invoicing.render import pdf
from tests.shop.invoicing.builders import (
    PRACTICE,
    invoice,
    line,
)
from tests.shop.invoicing.paper import printed, run


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(204)
            self.end_headers()

        def log_message(self, *arguments: object) -> None:
            """Stay silent."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()
    thread.join()


def hostile(origin: str, secret: Path) -> list[str]:
    return [
        f'<img src="{origin}/a.png">',
        f'<link rel="stylesheet" href="{origin}/a.css">',
        f'<object data="{origin}/a.svg"></object>',
        f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{origin}/b.png" width="9" height="9"/></svg>',
        f'<style>@import url("{origin}/c.css")</style>',
        f'<p style="background: url({origin}/d.png)">x</p>',
        f'<img src="file://{secret}">',
        f'<a rel="attachment" href="file://{secret}">x</a>',
        f'<link rel="attachment" href="file://{secret}">',
        '<img src="data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22/%3E">',
        '<img src="d4d:../press.py">',
        f'</title></head><body><img src="{origin}/e.png">',
    ]


def test_markup_in_names_stays_text(listener: tuple[str, list[str]], tmp_path: Path) -> None:
    origin, asked = listener
    secret = tmp_path / "secret.txt"
    secret.write_text("HUSHHUSH")
    traps = hostile(origin, secret)

    every = "".join(traps)
    document = invoice(
        *[line(trap, description=trap, article=trap) for trap in traps],
        buyer=replace(PRACTICE, name=every, street=every, city=every, attention=every, customer_number=every),
        delivery=Delivery(name=every, street=every, city=every, postcode=every),
        payment=Payment(iban="NL13TEST0123456789", link=every),
        number=every,
        note=every,
        order_number=every,
        buyer_reference=every,
        exemption_text=every,
    )
    reader = printed(document)

    assert asked == []
    assert dict(reader.attachments) == {}
    text = "".join(page.extract_text() for page in reader.pages)
    assert '<img src="' in text
    assert "HUSHHUSH" not in text


@pytest.mark.parametrize("trap", range(12))
def test_the_press_takes_nothing_that_is_not_on_its_shelf(
    trap: int, listener: tuple[str, list[str]], tmp_path: Path
) -> None:
    origin, asked = listener
    secret = tmp_path / "secret.txt"
    secret.write_text("HUSHHUSH")
    page = f"<html lang=nl><title>x</title><body>{hostile(origin, secret)[trap]}"

    with pytest.raises(CannotPrint):
        press(page, pdf.SHEET, {}, None, datetime(2026, 11, 22, tzinfo=UTC))

    assert asked == []


def test_answering_requests_never_loads_the_press() -> None:
    script = (
        "import django, sys; django.setup()\n"
        "from django.urls import get_resolver\n"
        "get_resolver().url_patterns\n"
        "import shop.invoicing.cases, shop.invoicing.rules, shop.invoicing.snapshot\n"
        "import shop.invoicing.render.pdf, shop.invoicing.render.ubl\n"
        "print('weasyprint' in sys.modules)"
    )

    assert run(script) == "False"
