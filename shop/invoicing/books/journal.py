"""The sales journal: each document as bookings that balance, ready for any bookkeeping."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from d4d.foundation.errors import Misconfigured
from shop.invoicing.books.period import Period
from shop.invoicing.models import Invoice, InvoiceQuerySet, LedgerAccount, VatAmount, WriteOff

ALIKE = 500  # so many documents are read at a time


@dataclass(frozen=True, slots=True)
class Booking:
    """An amount on one account, in cents: above zero in debit, below zero in credit."""

    account: str
    cents: int
    box: str = ""
    vat_cents: int = 0
    permille: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """One invoice or credit note in the journal."""

    number: str
    on: date
    due_on: date
    customer: str
    text: str
    bookings: tuple[Booking, ...]


def entries(period: Period) -> Iterator[Entry]:
    """Every document of a period in order of date and number; raises Misconfigured without accounts."""
    accounts = accounts_by_role()
    for invoice in _documents(period).iterator(chunk_size=ALIKE):
        yield _entry(invoice, accounts)


def write_offs(period: Period) -> Iterator[Entry]:
    """Every debt that was given up in a period, or paid after all; raises Misconfigured without accounts."""
    accounts = accounts_by_role()
    rows = WriteOff.objects.filter(vat_on__range=(period.first, period.last)).order_by("vat_on", "pk")
    for lost in rows.select_related("invoice__practice").prefetch_related("vat_corrections"):
        yield _loss(lost, accounts)


def accounts_by_role() -> dict[str, LedgerAccount]:
    """The account for each role; raises Misconfigured when one has no number."""
    accounts = {account.role: account for account in LedgerAccount.objects.all()}
    if missing := [role.label for role in LedgerAccount.Role if role.value not in accounts]:
        raise Misconfigured(_("No ledger account for: %(roles)s.") % {"roles": ", ".join(map(str, missing))})
    return accounts


def _documents(period: Period) -> InvoiceQuerySet:
    amounts = VatAmount.objects.order_by("box", "category", "permille")
    return (
        Invoice.objects.issued_here()
        .filter(issued_on__range=(period.first, period.last))
        .select_related("practice")
        .prefetch_related(Prefetch("vat_amounts", queryset=amounts))
        .order_by("issued_on", "number")
    )


def _entry(invoice: Invoice, accounts: dict[str, LedgerAccount]) -> Entry:
    amounts = list(invoice.vat_amounts.all())
    revenue = [
        Booking(accounts[f"revenue-{one.box}"].number, -one.base_cents, one.box, -one.vat_cents, one.permille)
        for one in amounts
    ]
    taxes = [
        Booking(accounts[f"vat-{one.box}"].number, -one.vat_cents, one.box)
        for one in amounts
        if one.vat_cents
    ]
    debt = Booking(accounts[LedgerAccount.Role.DEBTORS].number, invoice.balance_cents)
    return Entry(
        number=invoice.number,
        on=invoice.issued_on,
        due_on=invoice.due_on,
        customer=invoice.practice.number if invoice.practice else "",
        text=f"{invoice.get_kind_display()} {invoice.number}",
        bookings=(debt, *revenue, *taxes),
    )


def _loss(lost: WriteOff, accounts: dict[str, LedgerAccount]) -> Entry:
    invoice = lost.invoice
    taxes = [
        Booking(accounts[f"vat-{one.box}"].number, -one.vat_cents, one.box)
        for one in lost.vat_corrections.all()
        if one.vat_cents
    ]
    net = lost.amount_cents - sum(tax.cents for tax in taxes)
    return Entry(
        number=f"{invoice.number}-A{lost.pk}",
        on=lost.vat_on,
        due_on=invoice.due_on,
        customer=invoice.practice.number if invoice.practice else "",
        text=_("Written off: %(number)s") % {"number": invoice.number},
        bookings=(
            Booking(accounts[LedgerAccount.Role.DEBTORS].number, -lost.amount_cents),
            Booking(accounts[LedgerAccount.Role.LOSS].number, net),
            *taxes,
        ),
    )
