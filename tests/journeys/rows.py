"""Rows for the addresses that name one, each as it was for every visitor."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.test import Client

from accounts.models import Practice
from contracts.devices import services as devices
from shop.invoicing import services as invoicing
from shop.orders.models import Order
from tests.contracts.devices.builders import a_device, a_report


def of_a_device(practice: Practice, name: str) -> dict[str, Any]:
    """A device with a report, and a dossier that was asked for."""
    device = a_device(practice)
    row = a_report(device) if "report" in name and name != "devices:add_report" else device
    return {"pk": row.pk, "token": device.token, "number": devices.dossiers.ask(practice, None).uuid}


def an_invoice(order: Order) -> str:
    """The number of the invoice of an order, with its files in the archive."""
    invoice = invoicing.issue_for_order(order.pk)
    invoicing.render_files(invoice.pk)
    return invoice.number


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
