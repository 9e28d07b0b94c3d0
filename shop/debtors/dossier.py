"""All that a collection agency gets to know: there is no other field to put anything in."""

import csv
import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import asdict, astuple, dataclass, fields
from datetime import date
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Practice
from shop.invoicing.models import Invoice

WORDS: Mapping[str, str | Promise] = {
    "customer_number": _("Customer number"),
    "practice": _("Practice"),
    "street": _("Street"),
    "house_number": _("House number"),
    "addition": _("Addition"),
    "postcode": _("Postcode"),
    "city": _("City"),
    "country": _("Country"),
    "kvk_number": _("KvK number"),
    "invoice_number": _("Invoice"),
    "invoice_date": _("Date"),
    "due_on": _("Due"),
    "amount": _("Open, in euros"),
}


@dataclass(frozen=True, slots=True)
class Owing:
    """Who owes: the practice, never a person who works there."""

    customer_number: str
    practice: str
    street: str
    house_number: str
    addition: str
    postcode: str
    city: str
    country: str
    kvk_number: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One invoice, and what is open of it in euros."""

    invoice_number: str
    invoice_date: date
    due_on: date
    amount: str

    @property
    def written(self) -> str:
        """The amount as people read it; the file has it as machines do."""
        return number_format(Decimal(self.amount), decimal_pos=2, force_grouping=True)


@dataclass(frozen=True, slots=True)
class Dossier:
    """A practice with what it owes, as it leaves the house."""

    owing: Owing
    claims: Sequence[Claim]

    def told(self) -> Mapping[str, object]:
        """Every field that leaves, by its name, for the door out."""
        claims = {one.name: [getattr(claim, one.name) for claim in self.claims] for one in fields(Claim)}
        return asdict(self.owing) | claims

    def table(self) -> list[tuple[object, ...]]:
        """Heading and rows, as the agency gets them."""
        heading = tuple(one.name for one in (*fields(Owing), *fields(Claim)))
        return [heading, *(astuple(self.owing) + astuple(claim) for claim in self.claims)]

    def debtor(self) -> list[tuple[str | Promise, str]]:
        """Who owes, as staff read it: each field that leaves under its word."""
        return [(WORDS[name], value) for name, value in asdict(self.owing).items()]

    def headings(self) -> list[str | Promise]:
        """The words above the claims."""
        return [WORDS[one.name] for one in fields(Claim)]

    def file(self) -> bytes:
        """The same table as CSV."""
        text = io.StringIO()
        csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(self.table())
        return text.getvalue().encode()

    def fingerprint(self) -> str:
        """What was seen is what leaves: a mark of every word in it."""
        return hashlib.sha256(self.file()).hexdigest()


def dossier_of(practice: Practice, owed: Sequence[tuple[Invoice, int]]) -> Dossier:
    """The dossier of a practice about these invoices, with what is open of each in cents."""
    address = practice.addresses.filter(is_retired=False).order_by("-is_billing", "pk").first()
    where = {
        name: getattr(address, name, "")
        for name in ("street", "house_number", "addition", "postcode", "city", "country")
    }
    owing = Owing(
        customer_number=practice.number, practice=practice.name, kvk_number=practice.kvk_number, **where
    )
    return Dossier(owing, tuple(_claim(invoice, cents) for invoice, cents in owed))


def _claim(invoice: Invoice, cents: int) -> Claim:
    amount = f"{cents // 100}.{cents % 100:02d}"
    return Claim(invoice.number, invoice.issued_on, invoice.due_on, amount)
