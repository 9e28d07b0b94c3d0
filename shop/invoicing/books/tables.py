"""Lists for a spreadsheet, row by row: journal, listing of supplies in the EU, and open items."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain

from django.utils.translation import gettext as _

from d4d.foundation.spreadsheet import harmless
from shop.invoicing.books import ageing, intra_community, journal
from shop.invoicing.books.period import Period
from shop.invoicing.render.figures import cents


def journal_rows(period: Period) -> Iterator[Sequence[str]]:
    """Each booking of the sales journal, and of debts given up, on a row of its own."""
    yield (
        _("Date"),
        _("Document"),
        _("Due"),
        _("Customer number"),
        _("Account"),
        _("Description"),
        _("In debit"),
        _("In credit"),
        _("VAT box"),
    )
    for entry in chain(journal.entries(period), journal.write_offs(period)):
        for booking in entry.bookings:
            yield (
                entry.on.isoformat(),
                entry.number,
                entry.due_on.isoformat(),
                entry.customer,
                booking.account,
                entry.text,
                _amount(booking.cents) if booking.cents > 0 else "",
                _amount(-booking.cents) if booking.cents < 0 else "",
                booking.box,
            )


def listing_rows(period: Period) -> Iterator[Sequence[str]]:
    """The ICP listing, in whole cents; the form itself asks for whole euros."""
    yield _("Country"), _("VAT number"), _("Goods"), _("Services")
    for customer in intra_community.listing(period):
        yield (
            customer.country,
            customer.vat_id,
            _amount(customer.goods_cents),
            _amount(customer.services_cents),
        )


def open_rows(on: date) -> Iterator[Sequence[str]]:
    """Each debtor with what is open by age."""
    yield _("Customer number"), _("Practice"), *(str(name) for _limit, name in ageing.COLUMNS), _("Total")
    for debtor in ageing.open_items(on):
        yield (
            debtor.number,
            harmless(debtor.name),
            *map(_amount, debtor.cents),
            _amount(debtor.total_cents),
        )


def as_csv(rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """The rows as spreadsheets in the Netherlands open them: semicolons and a byte order mark."""
    line = io.StringIO()
    writer = csv.writer(line, delimiter=";")
    mark = "\ufeff"
    for row in rows:
        writer.writerow(row)
        yield (mark + line.getvalue()).encode()
        mark = ""
        line.seek(0)
        line.truncate()


def _amount(amount: int) -> str:
    return cents(amount).replace(".", ",")
