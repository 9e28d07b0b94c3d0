"""Documents and cases for the tests of invoicing."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from shop.invoicing.cases import read_case
from shop.invoicing.document import Delivery, Document, Kind, Line, Party, Payment

ISSUED_ON = date(2026, 11, 22)
CASES: dict[str, dict[str, Any]] = {
    case["id"]: case
    for case in json.loads((Path(__file__).parents[2] / "data" / "invoice_cases.json").read_text("utf-8"))
}
SELLER = Party(
    name="Tandheelkunde Innovaties B.V.",
    street="Oude baan 11",
    postcode="5242 HT",
    city="Rosmalen",
    registration="56838948",
    vat_id="NL000099998B57",
)
PRACTICE = Party(
    name="Tandartspraktijk De Linde B.V.",
    street="Kade 12",
    postcode="7411 AB",
    city="Deventer",
    registration="12345678",
    vat_id="NL123456782B90",
)
GERMAN = Party("Zahnarztpraxis Löwe GbR", "Hauptstraße 5", "47533", "Kleve", "DE", vat_id="DE136695976")
BELGIAN = Party("Praktijk ’t Zand BV", "Zandstraat 4", "9000", "Gent", "BE", vat_id="BE0403170701")
SWISS = Party("Zahnärzte am See AG", "Seestrasse 1", "8002", "Zürich", "CH", registration="CHE-116.281.710")


def line(name: str = "Hoekstuk", quantity: str = "1", price: str = "100", **more: Any) -> Line:
    """A line at 21 % unless said otherwise; quantity and price as text."""
    facts: dict[str, Any] = {"vat_permille": 210} | more
    return Line(name, round(float(quantity) * 1_000), round(float(price) * 10_000), **facts)


def invoice(*lines: Line, **more: Any) -> Document:
    """An invoice of De Linde that satisfies every rule."""
    facts: dict[str, Any] = {
        "kind": Kind.INVOICE,
        "number": "F2026-000123",
        "issued_on": ISSUED_ON,
        "seller": SELLER,
        "buyer": PRACTICE,
        "lines": lines or (line(),),
        "payment": Payment(iban="NL13TEST0123456789"),
        "due_on": ISSUED_ON + timedelta(days=14),
        "order_number": "B-10442",
    }
    return Document(**facts | more)


def credit_note(*lines: Line, **more: Any) -> Document:
    """A credit note to the invoice above."""
    facts: dict[str, Any] = {"kind": Kind.CREDIT, "number": "C2026-000007", "due_on": None}
    return invoice(*lines, **facts | {"credited_number": "F2026-000123"} | more)


def intra_community(**more: Any) -> Document:
    """Goods without VAT to a German practice."""
    goods = line(vat_permille=0, vat_category="K")
    to = Delivery(
        on=ISSUED_ON, street=GERMAN.street, postcode=GERMAN.postcode, city=GERMAN.city, country="DE"
    )
    return invoice(goods, **{"buyer": GERMAN, "delivery": to} | more)


def case(name: str, **changes: Any) -> dict[str, Any]:
    """A case of the file, changed."""
    return CASES[name] | changes


def document_of(case: dict[str, Any]) -> Document:
    """The document of a case, issued on the day of the tests."""
    return read_case(case, ISSUED_ON)


def with_line(document: Document, **changes: Any) -> Document:
    """The same document with its first line changed."""
    return replace(document, lines=(replace(document.lines[0], **changes), *document.lines[1:]))
