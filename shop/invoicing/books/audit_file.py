"""The sales journal as an audit file (XML Auditfile Financieel 3.2), as Dutch bookkeepers exchange it."""

from collections.abc import Iterator
from datetime import date
from importlib.metadata import PackageNotFoundError, version

from django.db.models import Case, Count, F, Q, Sum, Value, When

from d4d.foundation import clock
from shop.invoicing.books import journal
from shop.invoicing.books.journal import Booking, Entry
from shop.invoicing.books.period import Period
from shop.invoicing.models import Invoice, InvoiceQuerySet, LedgerAccount, VatAmount
from shop.invoicing.render.figures import cents, decimal
from shop.invoicing.seller import seller

NAMESPACE = "http://www.auditfiles.nl/XAF/3.2"
JOURNAL, LOSSES = "VRK", "AFB"
SALE, MEMORIAL, BALANCE, RESULT = "S", "M", "B", "P"
OF_THE_RESULT = ("revenue", LedgerAccount.Role.LOSS)
SHORT = 50  # characters of a name, says the scheme


def stream(period: Period) -> Iterator[bytes]:
    """The file piece by piece, in the order that its scheme prescribes; raises Misconfigured at once."""
    accounts = journal.accounts_by_role()
    return _pieces(period, accounts)


def _pieces(period: Period, accounts: dict[str, LedgerAccount]) -> Iterator[bytes]:
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<auditfile xmlns="{NAMESPACE}">'.encode()
    yield _header(period)
    yield b"<company>"
    yield from _company()
    yield b"<customersSuppliers>"
    for number, name in _customers(period):
        yield _xml("customerSupplier", custSupID=number, custSupName=name[:SHORT], custSupTp="C")
    yield b"</customersSuppliers><generalLedger>"
    for account in sorted(accounts.values(), key=lambda one: one.number):
        yield _account(account)
    yield b"</generalLedger><vatCodes>"
    for box in VatAmount.Box:
        yield _xml("vatCode", vatID=box.value, vatDesc=str(box.label))
    yield b"</vatCodes><periods>"
    for month in _months(period):
        yield _month(month)
    yield b"</periods><transactions>"
    yield from _transactions(period)
    yield b"</transactions></company></auditfile>\n"


def _header(period: Period) -> bytes:
    return _xml(
        "header",
        fiscalYear=str(period.first.year),
        startDate=period.first.isoformat(),
        endDate=period.last.isoformat(),
        curCode="EUR",
        dateCreated=clock.today().isoformat(),
        softwareDesc="Dentists4Dentists",
        softwareVersion=_version(),
    )


def _version() -> str:
    try:
        return version("d4d")
    except PackageNotFoundError:
        return "1"


def _company() -> Iterator[bytes]:
    us = seller()
    facts = {
        "companyIdent": us.registration,
        "companyName": us.name,
        "taxRegistrationCountry": us.country,
        "taxRegIdent": us.vat_id,
    }
    for name, text in facts.items():
        yield _leaf(name, text)


def _customers(period: Period) -> Iterator[tuple[str, str]]:
    of_period = _documents(period).exclude(practice=None)
    given_up = Invoice.objects.filter(write_offs__vat_on__range=(period.first, period.last))
    found = (of_period | given_up.exclude(practice=None)).order_by("practice__number")
    yield from found.values_list("practice__number", "practice__name").distinct().iterator()


def _documents(period: Period) -> InvoiceQuerySet:
    return Invoice.objects.issued_here().filter(issued_on__range=(period.first, period.last))


def _account(account: LedgerAccount) -> bytes:
    kind = RESULT if account.role.startswith(OF_THE_RESULT) else BALANCE
    facts = {"accID": account.number, "accDesc": account.get_role_display(), "accTp": kind}
    if account.rgs:
        facts |= {"leadCode": account.rgs}
    return _xml("ledgerAccount", **facts)


def _months(period: Period) -> list[Period]:
    year = period.first.year
    return [Period.named(f"{year}-{month:02d}") for month in range(period.first.month, period.last.month + 1)]


def _month(month: Period) -> bytes:
    return _xml(
        "period",
        periodNumber=str(month.first.month),
        periodDesc=month.name,
        startDatePeriod=month.first.isoformat(),
        endDatePeriod=month.last.isoformat(),
    )


def _transactions(period: Period) -> Iterator[bytes]:
    lines, cents_in_debit = _totals(period)
    losses = list(journal.write_offs(period))
    bookings = [booking.cents for entry in losses for booking in entry.bookings]
    lines, cents_in_debit = lines + len(bookings), cents_in_debit + sum(max(0, one) for one in bookings)
    yield _leaf("linesCount", str(lines))
    yield _leaf("totalDebit", cents(cents_in_debit))
    yield _leaf("totalCredit", cents(cents_in_debit))
    yield b"<journal>" + _leaf("jrnID", JOURNAL) + _leaf("desc", "Verkoopboek") + _leaf("jrnTp", SALE)
    for entry in journal.entries(period):
        yield _transaction(entry)
    yield b"</journal>"
    if losses:
        yield b"<journal>" + _leaf("jrnID", LOSSES) + _leaf("desc", "Afboekingen") + _leaf("jrnTp", MEMORIAL)
        yield from map(_transaction, losses)
        yield b"</journal>"


def _totals(period: Period) -> tuple[int, int]:
    """How many bookings there are, and what they come to in debit: as much as in credit."""
    documents = _documents(period)
    amounts = VatAmount.objects.of_period(period.first, period.last)
    counted = amounts.aggregate(bases=Count("pk"), taxes=Count("pk", filter=~Q(vat_cents=0)))
    # A credit note's debt stands in credit; its bases and taxes stand in debit. Within one invoice a group
    # may turn round too (a trade-in), so both sides are added up group by group.
    owed = documents.filter(kind=Invoice.Kind.INVOICE).aggregate(sum=Sum("total_cents"))["sum"] or 0
    turned = amounts.aggregate(
        bases=Sum(Case(When(base_cents__lt=0, then=-F("base_cents")), default=Value(0))),
        taxes=Sum(Case(When(vat_cents__lt=0, then=-F("vat_cents")), default=Value(0))),
    )
    lines = documents.count() + counted["bases"] + counted["taxes"]
    return lines, owed + (turned["bases"] or 0) + (turned["taxes"] or 0)


def _transaction(entry: Entry) -> bytes:
    facts = [_leaf("nr", entry.number), _leaf("desc", entry.text), _leaf("periodNumber", str(entry.on.month))]
    facts.append(_leaf("trDt", entry.on.isoformat()))
    lines = [_line(place, entry, booking) for place, booking in enumerate(entry.bookings, start=1)]
    return b"<transaction>" + b"".join([*facts, *lines]) + b"</transaction>"


def _line(place: int, entry: Entry, booking: Booking) -> bytes:
    parts = [
        _leaf("nr", str(place)),
        _leaf("accID", booking.account),
        _leaf("docRef", entry.number),
        _leaf("effDate", _day(entry.on)),
        _leaf("desc", entry.text),
        _leaf("amnt", cents(abs(booking.cents))),
        _leaf("amntTp", _side(booking.cents)),
    ]
    if entry.customer:
        parts.append(_leaf("custSupID", entry.customer))
    parts.append(_leaf("invRef", entry.number))
    if booking.vat_cents or booking.permille:
        parts.append(
            _xml(
                "vat",
                vatID=booking.box,
                vatPerc=decimal(booking.permille, 1),
                vatAmnt=cents(abs(booking.vat_cents)),
                vatAmntTp=_side(booking.vat_cents),
            )
        )
    return b"<trLine>" + b"".join(parts) + b"</trLine>"


def _day(day: date) -> str:
    return day.isoformat()


def _side(amount: int) -> str:
    return "D" if amount >= 0 else "C"


def _leaf(tag: str, text: str) -> bytes:
    from lxml import etree  # what writes XML is large, and most pages write none

    element = etree.Element(tag)
    element.text = text
    return bytes(etree.tostring(element, encoding="utf-8"))


def _xml(tag: str, **facts: str) -> bytes:
    inner = b"".join(_leaf(name, text) for name, text in facts.items())
    return f"<{tag}>".encode() + inner + f"</{tag}>".encode()
