"""An invoice as a record beside its files, so that it can be put back after an old backup was restored."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from accounts.models import Practice
from d4d.foundation import seal
from shop.invoicing.archive import fingerprint
from shop.invoicing.models import ArchivedFile, Billable, Invoice, InvoiceLine
from shop.orders.models import Order, OrderLine

VERSION = 1
PLAIN = (
    "kind",
    "number",
    "series",
    "sequence",
    "occasion",
    "net_cents",
    "vat_cents",
    "total_cents",
    "prepaid_cents",
    "snapshot",
    "snapshot_sha256",
    "previous_seal",
    "seal",
)
ABOUT_A_FILE = ("kind", "sha256", "size", "renderer")


class CannotBeRestored(Exception):
    """A record does not fit what the database holds."""


def write(invoice: Invoice, files: Iterable[ArchivedFile]) -> bytes:
    """Everything the books say of an invoice, by business numbers instead of row ids."""
    record = {name: getattr(invoice, name) for name in PLAIN}
    record |= {
        "version": VERSION,
        "issued_on": invoice.issued_on.isoformat(),
        "due_on": invoice.due_on.isoformat(),
        "practice": invoice.customer.number,
        "credits": invoice.credits.number if invoice.credits else "",
        "lines": [_line(line) for line in _lines(invoice)],
        "parcels": [_parcel(parcel) for parcel in _parcels(invoice)],
        "files": [
            {"key": str(file.file)} | {name: getattr(file, name) for name in ABOUT_A_FILE} for file in files
        ],
    }
    return json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def read(content: bytes) -> dict[str, Any]:
    """A record that still bears its own seal; raises CannotBeRestored."""
    record: dict[str, Any] = json.loads(content)
    if record["version"] != VERSION:
        raise CannotBeRestored("unknown version")
    if not seal.is_intact(record["previous_seal"], record["snapshot"].encode(), record["seal"]):
        raise CannotBeRestored(f"{record['number']} does not bear its seal")
    return record


def restore(record: dict[str, Any], key: str, content: bytes) -> Invoice:
    """Write an invoice back in the books from its record; raises CannotBeRestored."""
    practice = Practice.objects.numbered(record["practice"]).first()
    if practice is None:
        raise CannotBeRestored(f"{record['number']}: customer {record['practice']} is not in the database")
    credited = Invoice.objects.filter(number=record["credits"]).first()
    if record["credits"] and credited is None:
        raise CannotBeRestored(f"{record['number']}: {record['credits']} is not in the database")
    orders = {line["order"]: Order.objects.filter(number=line["order"]).first() for line in record["lines"]}
    # Row ids may be given out again after a restore: an occasion that names a lost row is no guard any more.
    facts = {name: record[name] for name in PLAIN}
    if any(number and order is None for number, order in orders.items()):
        facts["occasion"] = f"restored:{record['number']}"
    invoice = Invoice.objects.create(
        **facts,
        practice=practice,
        credits=credited,
        issued_on=date.fromisoformat(record["issued_on"]),
        due_on=date.fromisoformat(record["due_on"]),
        open_cents=record["total_cents"],
    )
    _restore_lines(invoice, record)
    _restore_files(invoice, record, key, content)
    return invoice


def _line(line: InvoiceLine) -> dict[str, Any]:
    return {
        "position": line.position,
        "order": line.order.number if line.order else "",
        "order_line": line.order_line.position if line.order_line else None,
        "quantity": line.quantity,
        "net_cents": line.net_cents,
    }


def _lines(invoice: Invoice) -> Iterable[InvoiceLine]:
    return invoice.lines.select_related("order", "order_line").order_by("position")


def _parcel(parcel: Billable) -> dict[str, Any]:
    line = parcel.order_line
    return {"order": line.order.number, "order_line": line.position, "shipment": parcel.shipment}


def _parcels(invoice: Invoice) -> Iterable[Billable]:
    return invoice.billables.select_related("order_line__order").order_by("pk")


def _restore_lines(invoice: Invoice, record: dict[str, Any]) -> None:
    for line in record["lines"]:
        order_line = _order_line(line)
        InvoiceLine.objects.create(
            invoice=invoice,
            position=line["position"],
            order=Order.objects.filter(number=line["order"]).first(),
            order_line=order_line,
            quantity=line["quantity"],
            net_cents=line["net_cents"],
        )
    for parcel in record["parcels"]:
        waiting = Billable.objects.filter(order_line=_order_line(parcel), shipment=parcel["shipment"])
        waiting.update(invoice=invoice)


def _order_line(named: dict[str, Any]) -> OrderLine | None:
    if named["order_line"] is None:
        return None
    return OrderLine.objects.filter(order__number=named["order"], position=named["order_line"]).first()


def _restore_files(invoice: Invoice, record: dict[str, Any], key: str, content: bytes) -> None:
    for file in record["files"]:
        facts = {name: file[name] for name in ABOUT_A_FILE}
        ArchivedFile.objects.create(invoice=invoice, file=file["key"], **facts)
    ArchivedFile.objects.create(invoice=invoice, **about_record(key, content))


def about_record(key: str, content: bytes) -> dict[str, Any]:
    """What the books say of a record itself."""
    return {
        "kind": ArchivedFile.Kind.RECORD,
        "file": key,
        "sha256": fingerprint(content),
        "size": len(content),
        "renderer": f"record {VERSION}",
    }
