"""The pages of the staff's desk: every list in its ways, every queue, a practice at a glance, the search."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import quote_plus

import psycopg
from django.contrib import admin
from django.urls import reverse

from benchmarks.visitor import Visitor
from d4d.desk import QUEUES

COMMON = "praktijk"
FAR = 150
_FILTER = re.compile(r'id="changelist-filter".*', re.DOTALL)
_CHOICE = re.compile(r'<a href="(\?[^"]+)"')
_FIRST = re.compile(r'<th class="field-[^"]*">\s*<a [^>]*>([^<]{3,40})</a>')


@dataclass(frozen=True)
class Known:
    """What somebody at the desk has in hand: numbers and a name of a customer, and who orders much."""

    practice: int
    number: str
    name: str
    email: str
    order: str
    invoice: str
    parcel: str
    serial: str
    busiest: int


def known(database: str) -> Known:
    """An ordinary customer with an order, an invoice and a parcel, and the one with the most orders."""
    with psycopg.connect(database) as connection:
        (busiest,) = _first(
            connection, "SELECT practice_id FROM orders_order GROUP BY 1 ORDER BY count(*) DESC"
        )
        practice, number, name, email, order, invoice, parcel = _first(
            connection,
            "SELECT p.id, p.number, p.name, p.billing_email, o.number, i.number, b.reference "
            "FROM accounts_practice p JOIN orders_order o ON o.practice_id = p.id "
            "JOIN invoicing_invoice i ON i.practice_id = p.id "
            "JOIN shipping_shipment s ON s.order_id = o.id JOIN shipping_parcel b ON b.shipment_id = s.id "
            "WHERE p.id <> %s AND p.id > (SELECT max(id) / 2 FROM accounts_practice) "
            "ORDER BY p.id, o.id, i.id",
            busiest,
        )
        (serial,) = _first(
            connection, "SELECT serial FROM devices_device WHERE serial <> '' ORDER BY id DESC"
        )
    return Known(practice, number, name, email, order, invoice, parcel, serial, busiest)


def _first(
    connection: "psycopg.Connection[tuple[Any, ...]]", question: str, *given: object
) -> tuple[Any, ...]:
    found = connection.execute(f"{question} LIMIT 1", given).fetchone()
    assert found, "the shop is filled"
    return found


def pages(visitor: Visitor, facts: Known, only: str) -> dict[str, str]:
    """The address of each page by its name; the names are the same in every shop."""
    return {name: path for name, path in _all(visitor, facts, only) if re.search(only, name)}


def _all(visitor: Visitor, facts: Known, only: str) -> Iterator[tuple[str, str]]:
    yield "dashboard", reverse("admin:index")
    for kind, pk in (
        ("an ordinary practice", facts.practice),
        ("the practice with 1,000 orders", facts.busiest),
    ):
        yield f"360°, {kind}", reverse("admin:accounts_practice_glance", args=[pk])
    for kind, text in _sought(facts).items():
        answer = visitor.ask("POST", reverse("admin:find"), {"text": text})
        yield f"search everywhere: {kind}", answer.location
    for queue in QUEUES:
        path = f"{reverse(f'admin:{queue.page}_changelist')}?{queue.query}"
        yield f"queue {queue.page}: {queue.title}", path
    for model in admin.site._registry:  # noqa: SLF001 - Django names no other way
        label = model._meta.label
        if re.search(only, label):
            path = reverse(f"admin:{label.lower().replace('.', '_')}_changelist")
            yield from _list(visitor, label, path, facts)


def _sought(facts: Known) -> dict[str, str]:
    return {
        "customer": facts.number,
        "order": facts.order,
        "invoice": facts.invoice,
        "parcel": facts.parcel,
        "serial number": facts.serial,
        "address": facts.email,
        "a name": " ".join(facts.name.split()[:-1]),
        "a common word": COMMON,
    }


def _list(visitor: Visitor, label: str, path: str, facts: Known) -> Iterator[tuple[str, str]]:
    answer = visitor.ask("GET", path)
    if answer.status != 200:
        return
    yield f"{label}", path
    filters = _FILTER.search(answer.body)
    if filters and (choices := _CHOICE.findall(filters[0])):
        yield f"{label}, filtered", path + unescape(choices[0])
    for number in (2, FAR) if "?p=2" in answer.body else ():
        if visitor.ask("GET", f"{path}?p={number}").status == 200:
            yield f"{label}, page {number}", f"{path}?p={number}"
    if 'name="q"' in answer.body:
        first = _FIRST.search(answer.body)
        words = {
            "its own number": unescape(first[1]).strip() if first else "",
            "a customer": facts.number,
            "a name": facts.name,
            "a common word": COMMON,
        }
        yield from (
            (f"{label}, search {kind}", f"{path}?q={quote_plus(one)}") for kind, one in words.items() if one
        )
