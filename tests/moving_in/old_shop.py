"""A folder as the old shop writes it, of any size, with defects of which the place is known."""

import csv
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from contracts.agreements.models import Plan
from contracts.devices.models import DeviceKind
from d4d.moving_in.services import FILES
from shop.catalogue import memory
from tests.shop.builders import the_tariffs

Row = dict[str, Any]
DAY = "2026-11-23 09:00+01:00"

A_PRACTICE = {
    "name": "Praktijk Oud",
    "kind": "dentist",
    "kvk_number": "12345678",
    "street": "Laan",
    "house_number": "1",
    "postcode": "5211 AB",
    "city": "Den Bosch",
    "approved": "ja",
}
A_LINE = {"order": "O-1", "ordered_on": "2025-05-01", "article": "A-1", "quantity": "2", "amount": "49,90"}
A_DEVICE = {"kind": "box", "brand": "Oud", "model": "A-100", "bought_on": "2024-02-01"}
A_CONTRACT = {
    "plan": "zorgeloos",
    "starts_on": "2025-01-01",
    "bill_from": "2027-01-01",
    "amount": "480,00",
    "payment": "direct_debit",
    "next_visit_on": "2026-12-15",
}
A_CONSENT = {"channel": "email", "given_on": "2026-03-01", "text": "Ja, nieuws", "source": "webformulier"}

# Each defect: the file, what stands there instead, and the column that is to be named.
DEFECTS: tuple[tuple[str, Row, str], ...] = (
    ("practices", {"name": ""}, "name"),
    ("practices", {"kind": "bakker"}, "kind"),
    ("practices", {"kvk_number": "123"}, "kvk_number"),
    ("practices", {"vat_id": "NL111222333B01"}, "vat_id"),
    ("practices", {"vat_id": "NL000000000B00"}, "vat_id"),
    ("practices", {"billing_email": "geen adres"}, "billing_email"),
    ("practices", {"phone": "nooit"}, "phone"),
    ("practices", {"postcode": "ABCDE"}, "postcode"),
    ("practices", {"country": "XX"}, "country"),
    ("practices", {"approved": "misschien"}, "approved"),
    ("practices", {"name": "=1+1"}, "name"),
    ("practices", {"number": "P0"}, "number"),
    ("persons", {"practice": "nergens"}, "practice"),
    ("persons", {"email": "geen adres"}, "email"),
    ("persons", {"email": "oud0@example.nl"}, "email"),
    ("persons", {"role": "baas"}, "role"),
    ("persons", {"last_name": ""}, "last_name"),
    ("consents", {"given_on": ""}, "given_on"),
    ("consents", {"text": ""}, "text"),
    ("consents", {"source": ""}, "source"),
    ("consents", {"given_on": "2001-01-01"}, "given_on"),
    ("consents", {"given_on": "2999-01-01"}, "given_on"),
    ("consents", {"person": "niemand"}, "person"),
    ("consents", {"channel": "duif"}, "channel"),
    ("order_lines", {"practice": "nergens"}, "practice"),
    ("order_lines", {"amount": "veel"}, "amount"),
    ("order_lines", {"amount": "1,234"}, "amount"),
    ("order_lines", {"quantity": "0"}, "quantity"),
    ("order_lines", {"quantity": "-1"}, "quantity"),
    ("order_lines", {"ordered_on": "31-02-2025"}, "ordered_on"),
    ("order_lines", {"ordered_on": "2999-01-01"}, "ordered_on"),
    ("order_lines", {"ordered_on": "2090-01-01"}, "ordered_on"),
    ("order_lines", {"ordered_on": "0001-01-01"}, "ordered_on"),
    ("order_lines", {"number": "L0"}, "number"),
    ("devices", {"kind": "ruimteschip"}, "kind"),
    ("devices", {"serial": "SN-0"}, "serial"),
    ("devices", {"practice": "nergens"}, "practice"),
    ("contracts", {"ends_on": "2024-01-01"}, "ends_on"),
    ("contracts", {"amount": ""}, "amount"),
    ("contracts", {"plan": "bestaat-niet"}, "plan"),
    ("contracts", {"bill_from": "2025-01-01"}, "bill_from"),
    ("contracts", {"bill_from": "2060-01-01"}, "bill_from"),
    ("contracts", {"devices": "nergens"}, "devices"),
    ("contracts", {"devices": "D0"}, "devices"),
    ("contracts", {"devices": "D2", "practice": "P2", "prices": "1,00"}, "prices"),
    ("contracts", {"term_months": "999"}, "term_months"),
    ("contracts", {"next_visit_on": "2001-01-01"}, "next_visit_on"),
    ("contracts", {"renews_on": "2020-01-01"}, "renews_on"),
    ("contracts", {"payment": "kip"}, "payment"),
    ("mandates", {"given_on": ""}, "given_on"),
    ("mandates", {"given_on": "2090-01-01"}, "given_on"),
    ("mandates", {"customer": "klant-1"}, "customer"),
    ("mandates", {"customer": "", "mandate": ""}, "mandate"),
    ("invoices", {"file": "weg.pdf"}, "file"),
    ("invoices", {"file": "../practices.csv"}, "file"),
    ("invoices", {"file": "tekst.pdf"}, "file"),
    ("open_items", {"invoice": "nooit"}, "invoice"),
    ("open_items", {"open": "999999"}, "open"),
    ("open_items", {"open": "-5"}, "open"),
    ("open_items", {"due_on": "2020-01-01"}, "due_on"),
    ("open_items", {"net_high": "1,00"}, "net_high"),
    ("suppressions", {"email": "geen adres"}, "email"),
)


@dataclass(slots=True)
class OldShop:
    """What was written: the good rows of each file, and each defect as (file, row, column)."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    defects: list[tuple[str, int, str]] = field(default_factory=list)


def write(folder: Path, practices: int, lines: int, defects: int = len(DEFECTS)) -> OldShop:
    """Write a whole old shop: so many practices and order lines, and so many defects below the good rows."""
    shop = OldShop(
        {
            "practices": [_practice(number) for number in range(practices)],
            "persons": [_person(number) for number in range(practices)],
            "consents": [_consent(number) for number in range(0, practices, 5)],
            "suppressions": [{"email": f"oud{number}@example.nl"} for number in range(0, practices, 10)],
            "order_lines": [_line(number, practices) for number in range(lines)],
            "devices": [_device(number) for number in range(0, practices, 2)],
            "contracts": [_contract(number) | {"devices": f"D{number}"} for number in range(0, practices, 4)],
            "mandates": [_mandate(number) for number in range(0, practices, 8)],
            "invoices": [_invoice(number, practices) for number in range(lines // 5)],
            "open_items": [_open(number) for number in range(lines // 25)],
        }
    )
    written = {name: list(rows) for name, rows in shop.rows.items()}
    for number in range(defects):
        name, wrong, column = DEFECTS[number % len(DEFECTS)]
        written[name].append(_template(name, number, lines // 5 - 1) | wrong)
        shop.defects.append((f"{name}.csv", len(written[name]) + 1, column))
    _papers(folder / "invoices", lines // 5)
    for file, _mover in FILES:
        _write(
            folder / file.name, [one.name for one in file.columns], written[file.name.removesuffix(".csv")]
        )
    return shop


def our_side() -> None:
    """What must be known here before anybody moves in: tariffs, a kind of device, a plan."""
    memory.forget()
    the_tariffs()
    DeviceKind.objects.create(code="box", name="Kast", name_en="Box")
    Plan.objects.create(code="zorgeloos", name="Zorgeloos", name_en="Carefree")


def archive_in(folder: Path) -> dict[str, Any]:
    """An archive of its own for a test."""
    options = {"location": folder, "allow_overwrite": False}
    return {"archive": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": options}}


def _practice(number: int | str) -> Row:
    return A_PRACTICE | {"number": f"P{number}", "billing_email": f"post{number}@example.nl"}


def _person(number: int | str, practice: str = "") -> Row:
    names = {"first_name": "Robin", "last_name": "Oud", "email": f"oud{number}@example.nl", "role": "manager"}
    return names | {"number": f"M{number}", "practice": practice or f"P{number}"}


def _consent(number: int | str, person: str = "") -> Row:
    return A_CONSENT | {"number": f"C{number}", "person": person or f"M{number}"}


def _line(number: int | str, practices: int = 0) -> Row:
    practice = f"P{int(number) % practices}" if practices else "P0"
    return A_LINE | {"number": f"L{number}", "practice": practice}


def _device(number: int | str, practice: str = "") -> Row:
    return A_DEVICE | {"number": f"D{number}", "practice": practice or f"P{number}", "serial": f"SN-{number}"}


def _contract(number: int | str, practice: str = "") -> Row:
    return A_CONTRACT | {"number": f"K{number}", "practice": practice or f"P{number}"}


def _mandate(number: int | str, practice: str = "") -> Row:
    numbers = {"customer": f"cst_klant{number}", "mandate": f"mdt_machtiging{number}"}
    return {"number": f"I{number}", "practice": practice or f"P{number}", "given_on": "2025-01-01"} | numbers


def _invoice(number: int | str, practices: int = 0) -> Row:
    practice = f"P{int(number) % practices}" if practices else "P0"
    facts = {"issued_on": "2025-05-02", "total": "60,38", "file": f"F{number}.pdf"}
    return facts | {"number": f"F{number}", "practice": practice}


def _open(number: int | str) -> Row:
    facts = {"due_on": "2025-06-01", "open": "10,38", "net_high": "49,90"}
    return facts | {"number": f"S{number}", "invoice": f"F{number}"}


def _template(name: str, number: int, settled: int) -> Row:
    """A row that would be good, of a practice and person that are there; nothing is open of F`settled`."""
    own = f"x{number}"
    made = {
        "practices": _practice(own),
        "persons": _person(own, "P0"),
        "consents": _consent(own, "M1"),
        "suppressions": {},
        "order_lines": _line(own),
        "devices": _device(own, "P0"),
        "contracts": _contract(own, "P1"),
        "mandates": _mandate(own, "P1"),
        "invoices": _invoice(own) | {"file": ""},
        "open_items": _open(own) | {"invoice": f"F{settled}"},
    }
    return made[name]


def _papers(folder: Path, number: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "tekst.pdf").write_text("geen PDF")
    for one in range(number):
        (folder / f"F{one}.pdf").write_bytes(b"%PDF-1.4 " + str(one).encode())


def _write(path: Path, columns: list[str], rows: list[Row]) -> None:
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, columns, delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
