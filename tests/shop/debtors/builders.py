"""Invoices that were due on a day, and days that pass."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import count

import time_machine
from django.core import mail

from accounts.models import Practice
from d4d.foundation import clock, relay
from d4d.foundation.models import Delivery
from shop.catalogue.models import VatRate
from shop.debtors import services
from shop.invoicing import services as invoicing
from shop.invoicing.models import Invoice
from tests.shop.builders import the_tariffs

DUE = date(2026, 3, 2)
_numbers = count(1)


def an_invoice(practice: Practice, *, net_cents: int = 100_000, due_on: date = DUE) -> Invoice:
    """An invoice of a thousand euros and its VAT, due on a day; its files are not made."""
    if not VatRate.objects.exists():
        the_tariffs()
    with on(due_on - timedelta(days=30)):
        lines = [invoicing.ServiceLine("Reparatie", 1_000, net_cents * 100)]
        invoice = invoicing.issue_for_service(
            practice.pk, lines, occasion=f"repair:{next(_numbers)}", due_on=due_on
        )
    without_files()
    return invoice


def without_files() -> None:
    """Nobody waits for the PDF of what was just issued."""
    Delivery.objects.filter(topic="invoicing.issued").delete()


def paid(invoice: Invoice) -> None:
    """The money is in."""
    cents = invoice.open_now()
    invoicing.receive(invoice.pk, cents, reference=f"T{next(_numbers)}", on=clock.today())
    post_goes_out()


@contextmanager
def on(day: date) -> Iterator[None]:
    """It is the morning of a day."""
    with time_machine.travel(f"{day:%Y-%m-%d} 09:00:00+01:00", tick=False):
        yield


def days_pass(*days: int, due_on: date = DUE, times: int = 1) -> list[tuple[int, str]]:
    """On these days after it was due reminders are decided (`times` times) and sent; each with its day."""
    sent = []
    for late in days:
        with on(due_on + timedelta(days=late)):
            before = len(mail.outbox)
            for _ in range(times):
                services.remind()
                post_goes_out()
            sent += [(late, letter.subject) for letter in mail.outbox[before:]]
    return sent


def post_goes_out() -> None:
    """All news is told."""
    while relay.run_once():
        pass
