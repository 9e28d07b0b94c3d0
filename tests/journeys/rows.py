"""Rows for the addresses that name one, each as it was for every visitor."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import transaction
from django.test import Client

from accounts.models import Practice
from contracts.devices import services as devices
from shop.catalogue.models import Variant
from shop.invoicing import services as invoicing
from shop.orders.models import Order
from tests.contracts.devices.builders import a_device, a_report
from tests.shop.intake.desk import a_price_quote, a_recurrence


def of_a_device(practice: Practice, name: str) -> dict[str, Any]:
    """A device with a report, and a dossier that was asked for."""
    device = a_device(practice)
    row = a_report(device) if "report" in name and name != "devices:add_report" else device
    return {"pk": row.pk, "token": device.token, "number": devices.dossiers.ask(practice, None).uuid}


def of_the_intake(practice: Practice, article: Variant, name: str) -> dict[str, Any]:
    """A quote, or something that is ordered again and again."""
    if name == "intake:quote":
        return {"number": a_price_quote(practice, article).number}
    return {"recurrence_id": a_recurrence(practice, article).pk} if "recurrence" in name else {}


def an_invoice(order: Order) -> str:
    """The number of the invoice of an order, with its files in the archive."""
    invoice = invoicing.issue_for_order(order.pk)
    invoicing.render_files(invoice.pk)
    return invoice.number


def of_the_books(order: Order, name: str) -> dict[str, Any]:
    """An invoice with its files, or one of the shop before this one."""
    if name == "invoicing:file":
        return {"number": an_invoice(order), "kind": "pdf"}
    day, paper = date(2024, 5, 1), b"%PDF-1.4 oud"
    return {"pk": invoicing.keep_earlier(order.practice_id, "2024/0001", day, 12_100, paper).pk}


@contextmanager
def as_it_was() -> Iterator[None]:
    """Whatever a visit changes is undone before the next one."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def same_as(client: Client) -> Client:
    """The same visitor, whose browser forgets afterwards what it was told."""
    again = Client()
    again.cookies.load({name: cookie.value for name, cookie in client.cookies.items()})
    return again
