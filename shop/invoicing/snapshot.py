"""A document as bytes: the same document always gives the same bytes.

These bytes are what is kept for seven years and what the seal is computed over.
They hold the totals too, so that a later change in the arithmetic can never
quietly change what an issued invoice says.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from shop.invoicing.credit_note import CreditNote
from shop.invoicing.document import Delivery, Document, Kind, Line, Means, Party, Payment
from shop.invoicing.totals import Group, Share

VERSION = 1
CAME_LATER = {"period", "is_service"}


class SnapshotDamaged(Exception):
    """These bytes are no snapshot, or their amounts do not add up."""


def to_json(document: Document) -> bytes:
    """Write a document down in canonical JSON (UTF-8, sorted keys, no spaces)."""
    record = asdict(document) | {"totals": asdict(document.totals), "version": VERSION}
    record["lines"] = [_written(line) for line in record["lines"]]
    text = json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_as_text)
    return text.encode()


def _written(line: dict[str, Any]) -> dict[str, Any]:
    """A line as it stands in the books: what came later only where it says something, as before it came."""
    return {name: value for name, value in line.items() if name not in CAME_LATER or value}


def _as_text(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"A snapshot cannot hold {type(value).__name__}.")


def from_json(snapshot: bytes) -> Document:
    """Read a document back, exactly as it was issued."""
    try:
        record = json.loads(snapshot)
        if record.pop("version") != VERSION:
            raise SnapshotDamaged("unknown version")
        del record["totals"]
        document = _document(record)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise SnapshotDamaged("not a snapshot")
    if to_json(document) != snapshot:
        raise SnapshotDamaged("the amounts do not add up")
    return document


def _document(record: dict[str, Any]) -> Document:
    plain: dict[str, Any] = record | {
        "kind": Kind(record["kind"]),
        "issued_on": date.fromisoformat(record["issued_on"]),
        "due_on": _day(record["due_on"]),
        "seller": Party(**record["seller"]),
        "buyer": Party(**record["buyer"]),
        "lines": tuple(_line(line) for line in record["lines"]),
        "payment": Payment(**record["payment"] | {"means": Means(record["payment"]["means"])}),
        "period": _period(record["period"]),
        "delivery": _delivery(record["delivery"]),
    }
    if "vat_rounding" in record:
        plain["vat_rounding"] = tuple(_share(share) for share in record["vat_rounding"])
        return CreditNote(**plain)
    return Document(**plain)


def _line(record: Mapping[str, Any]) -> Line:
    return Line(**{**record, "period": _period(record.get("period"))})


def _period(days: list[str] | None) -> tuple[date, date] | None:
    if not days:
        return None
    first, last = days
    return date.fromisoformat(first), date.fromisoformat(last)


def _share(record: Mapping[str, Any]) -> Share:
    return Share(Group(*record["group"]), record["cents"])


def _delivery(record: Mapping[str, Any] | None) -> Delivery | None:
    return Delivery(**{**record, "on": _day(record["on"])}) if record else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
