"""The files of the old shop: their columns, as docs/moving-in.md shows them."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.imports import OF_A_PRACTICE
from accounts.models import Membership
from contracts.agreements.models import Contract, Plan
from d4d.foundation.importing import cells
from d4d.foundation.importing.kinds import Column
from d4d.foundation.importing.wrong import WrongCell

YEARS = range(1950, 2101)


def _day(cell: str) -> date:
    day: date = cells.day(cell)
    if day.year not in YEARS:
        raise WrongCell(_("Enter a day, such as 31-12-2026."))
    return day


_ROLES = {str(role): role for role in Membership.Role.values}
_PERIOD = cells.one_of({period.name.lower(): str(period.value) for period in Plan.Period})
_PAYMENT = cells.one_of({str(way): way for way in Contract.Payment.values})


def _number(example: str) -> Column:
    return Column("number", _("old number"), cells.text(40), is_needed=True, example=example)


_PRACTICE = Column(
    "practice", _("old number of the practice"), cells.text(40), is_needed=True, example="1001"
)


@dataclass(frozen=True, slots=True)
class Format:
    """A file by its name, what is in it, its columns, and which of them holds money.

    The examples of all files together are one small shop that moves in as it stands.
    """

    name: str
    title: str | Promise
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ("number",)
    money: str = ""


PRACTICES = Format(
    "practices.csv",
    _("Practices"),
    (_number("1001"), *OF_A_PRACTICE, Column("approved", _("approved"), cells.yes_or_no, example="ja")),
)
PERSONS = Format(
    "persons.csv",
    _("People"),
    (
        _number("2001"),
        _PRACTICE,
        Column("first_name", _("first name"), cells.text(60), is_needed=True, example="Robin"),
        Column("last_name", _("last name"), cells.text(60), is_needed=True, example="Voorbeeld"),
        Column("email", _("e-mail address"), cells.email, is_needed=True, example="robin@example.nl"),
        Column("role", _("role"), cells.one_of(_ROLES), is_needed=True, example="manager"),
    ),
)
CONSENTS = Format(
    "consents.csv",
    _("Consents; without a day, words and source marketing stays off"),
    (
        _number("3001"),
        Column("person", _("old number of the person"), cells.text(40), is_needed=True, example="2001"),
        Column(
            "channel",
            _("email or sms"),
            cells.one_of({"email": "email", "sms": "sms"}),
            is_needed=True,
            example="email",
        ),
        Column("given_on", _("day on which it was given"), _day, example="2026-03-01"),
        Column(
            "text", _("the words that were agreed with"), cells.text(120), example="Ja, stuur mij nieuws."
        ),
        Column("source", _("where it was given"), cells.text(40), example="webformulier"),
    ),
)
SUPPRESSIONS = Format(
    "suppressions.csv",
    _("Addresses that are left alone"),
    (Column("email", _("e-mail address"), cells.email, is_needed=True, example="niet@example.nl"),),
    ("email",),
)
ORDER_LINES = Format(
    "order_lines.csv",
    _("Lines of old orders"),
    (
        _number("4001"),
        _PRACTICE,
        Column("order", _("old order number"), cells.text(40), is_needed=True, example="O-1"),
        Column("ordered_on", _("day of the order"), _day, is_needed=True, example="2025-05-01"),
        Column("article", _("article number"), cells.text(40), is_needed=True, example="D4D-1001"),
        Column("description", _("description"), cells.text(120), example="Composiet A2"),
        Column("quantity", _("pieces"), cells.whole, is_needed=True, example="2"),
        Column("amount", _("amount of the line excluding VAT"), cells.cents, is_needed=True, example="49,90"),
    ),
    money="amount",
)
DEVICES = Format(
    "devices.csv",
    _("Devices"),
    (
        _number("5001"),
        _PRACTICE,
        Column("kind", _("code of the kind of device"), cells.text(50), is_needed=True, example="autoclave"),
        Column("brand", _("brand"), cells.text(60), is_needed=True, example="Voorbeeld"),
        Column("model", _("type"), cells.text(80), is_needed=True, example="A-100"),
        Column("serial", _("serial number"), cells.text(40), example="SN-1"),
        Column("bought_on", _("day of purchase"), _day, example="2024-02-01"),
    ),
)
MANDATES = Format(
    "mandates.csv",
    _("Mandates at the provider; without its numbers a practice gives a new one"),
    (
        _number("6001"),
        _PRACTICE,
        Column("given_on", _("day on which it was given"), _day, is_needed=True, example="2025-01-01"),
        Column("customer", _("number of the customer at Mollie"), cells.text(40), example="cst_8wmqcHMN4U"),
        Column("mandate", _("number of the mandate at Mollie"), cells.text(40), example="mdt_h3gAaD5zP"),
    ),
)
CONTRACTS = Format(
    "contracts.csv",
    _("Running service contracts; they go on here with their own days and terms"),
    (
        Column("number", _("old number"), cells.text(28), is_needed=True, example="K-1"),
        _PRACTICE,
        Column("plan", _("code of the plan here"), cells.text(50), is_needed=True, example="zorgeloos"),
        Column("starts_on", _("from"), _day, is_needed=True, example="2025-01-01"),
        Column(
            "bill_from",
            _("first day that is not billed yet"),
            _day,
            is_needed=True,
            example="2027-01-01",
        ),
        Column("amount", _("amount a period excluding VAT"), cells.cents, is_needed=True, example="480"),
        Column(
            "devices",
            _("old numbers of its devices, with a space between"),
            cells.text(),
            example="5001",
        ),
        Column(
            "prices",
            _("amount of each device, in the same order; without them they share it evenly"),
            cells.text(),
            example="480",
        ),
        Column(
            "period", _("period that the amount is for; that of the plan when empty"), _PERIOD, example="year"
        ),
        Column("payment", _("how it is paid; on account when empty"), _PAYMENT, example="direct_debit"),
        Column("next_visit_on", _("day by which the next visit is due"), _day, example="2026-12-15"),
        Column("visits_a_year", _("visits a year; those of the plan when empty"), cells.whole, example="1"),
        Column("term_months", _("term in months; that of the plan when empty"), cells.whole, example="12"),
        Column("notice_months", _("notice in months; that of the plan when empty"), cells.whole, example="1"),
        Column(
            "renews_on", _("first day of the next term, if it is not counted from the first day"), cells.day
        ),
        Column("ends_on", _("last day, of a contract that ends"), _day),
    ),
    money="amount",
)
INVOICES = Format(
    "invoices.csv",
    _("Index of the old invoices; the PDFs lie beside it"),
    (
        _number("F-1"),
        _PRACTICE,
        Column("issued_on", _("day of issue"), _day, is_needed=True, example="2025-05-02"),
        Column("total", _("total including VAT"), cells.cents, is_needed=True, example="60,38"),
        Column("file", _("name of the PDF in the folder invoices"), cells.text(80), example="F-1.pdf"),
    ),
    money="total",
)
OPEN_ITEMS = Format(
    "open_items.csv",
    _("What is still open of old invoices; it is owed here from now on"),
    (
        _number("7001"),
        Column("invoice", _("number of the old invoice"), cells.text(40), is_needed=True, example="F-1"),
        Column("due_on", _("day by which it had to be paid"), _day, is_needed=True, example="2025-06-01"),
        Column("open", _("amount that is open"), cells.cents, is_needed=True, example="60,38"),
        Column(
            "net_high",
            _("of the whole invoice, at the high rate, excluding VAT"),
            cells.cents,
            example="49,90",
        ),
        Column("net_low", _("of the whole invoice, at the low rate, excluding VAT"), cells.cents),
        Column("net_zero", _("of the whole invoice, without VAT"), cells.cents),
    ),
    money="open",
)
