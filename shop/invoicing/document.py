"""An invoice or credit note as a value: plain, frozen, without a database.

Amounts are integer cents; a unit price is in ten-thousandths of a euro, a
quantity in thousandths, a VAT rate in permille and a percentage in parts per
million. Whoever renders, mails, archives or pays works from this one object.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from d4d.foundation.money import round_half_up
from shop.catalogue.models import VatCategory
from shop.invoicing.totals import Group, Totals, part_of, totals_of

EXPORT = "G"  # beside the categories of the catalogue: no order is sent outside the Union
CURRENCY = "EUR"
OTHER_NAMES = {"EL": "GR", "UK": "GB"}  # what tax offices and people write for the ISO code


def printable(text: str) -> str:
    """Text as it may stand on paper and in XML: no control characters, no stray space."""
    return " ".join("".join(character for character in text if _may_stand(character)).split())


def _may_stand(character: str) -> bool:
    if character.isspace():
        return True
    return unicodedata.category(character) not in {"Cc", "Cs"} and ord(character) & 0xFFFE != 0xFFFE


def _compact(text: str) -> str:
    return re.sub(r"[^0-9A-Za-z+*]", "", text).upper()


@dataclass(frozen=True)
class _Plain:
    """A value whose texts are printable from birth, so that every copy of it is."""

    def __post_init__(self) -> None:
        for each in fields(self):
            value = getattr(self, each.name)
            if isinstance(value, str) and not isinstance(value, StrEnum):
                object.__setattr__(self, each.name, printable(value))


class Kind(StrEnum):
    """What the document is for the law and for the bookkeeping."""

    INVOICE = "invoice"
    CREDIT = "credit"


class Means(StrEnum):
    """How the money comes in; iDEAL has no code of its own and is prepaid."""

    TRANSFER = "transfer"
    DIRECT_DEBIT = "direct_debit"
    CARD = "card"
    OTHER = "other"


@dataclass(frozen=True)
class Party(_Plain):
    """The seller or the buyer, with all that the law wants of them on an invoice."""

    name: str
    street: str = ""
    postcode: str = ""
    city: str = ""
    country: str = "NL"
    registration: str = ""
    vat_id: str = ""
    customer_number: str = ""
    attention: str = ""
    email: str = ""
    phone: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        country = self.country.upper()
        object.__setattr__(self, "country", OTHER_NAMES.get(country, country))
        object.__setattr__(self, "vat_id", self._prefixed(_compact(self.vat_id)))
        if self.country == "NL":
            object.__setattr__(self, "registration", _compact(self.registration))

    def _prefixed(self, vat_id: str) -> str:
        """A VAT number always begins with its country (Greece writes EL)."""
        if not vat_id or vat_id[:2].isalpha():
            return vat_id
        return ("EL" if self.country == "GR" else self.country) + vat_id


@dataclass(frozen=True)
class Delivery(_Plain):
    """Where the goods went and when."""

    on: date | None = None
    name: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    country: str = ""


@dataclass(frozen=True)
class Payment(_Plain):
    """How and into which account this document is paid."""

    means: Means = Means.TRANSFER
    iban: str = ""
    bic: str = ""
    mandate: str = ""
    creditor: str = ""
    payer_iban: str = ""
    link: str = ""


@dataclass(frozen=True)
class Line(_Plain):
    """One article or service: so many, at such a price, at such a rate; shipping follows articles only."""

    name: str
    quantity_e3: int
    unit_price_e4: int
    vat_permille: int
    vat_category: str = VatCategory.STANDARD
    unit: str = "C62"
    base_quantity_e3: int = 1_000
    discount_ppm: int = 0
    article: str = ""
    description: str = ""
    period: tuple[date, date] | None = None
    is_service: bool = False

    @property
    def group(self) -> Group:
        """The VAT group in which this line counts."""
        return Group(self.vat_category, self.vat_permille)

    @cached_property
    def gross_cents(self) -> int:
        """Quantity times price, before the line's own discount."""
        # Thousandths cancel out; ten-thousandths of a euro are hundredths of a cent.
        return round_half_up(Decimal(self.quantity_e3 * self.unit_price_e4) / (self.base_quantity_e3 * 100))

    @cached_property
    def discount_cents(self) -> int:
        """What the line's own percentage takes off."""
        return part_of(self.gross_cents, self.discount_ppm)

    @property
    def net_cents(self) -> int:
        """What the line counts for, excluding VAT."""
        return self.gross_cents - self.discount_cents


@dataclass(frozen=True)
class Document(_Plain):
    """An invoice or credit note, complete and final."""

    kind: Kind
    number: str
    issued_on: date
    seller: Party
    buyer: Party
    lines: tuple[Line, ...]
    payment: Payment = field(default_factory=Payment)
    due_on: date | None = None
    order_discount_cents: int = 0
    order_discount_ppm: int = 0
    shipping_cents: int = 0
    prepaid_cents: int = 0
    credited_number: str = ""
    order_number: str = ""
    buyer_reference: str = ""
    period: tuple[date, date] | None = None
    delivery: Delivery | None = None
    exemption_text: str = ""
    note: str = ""
    language: str = "nl"

    @cached_property
    def totals(self) -> Totals:
        """All amounts, computed once; paper, file, mail and payment show these."""
        return totals_of(self)

    @property
    def is_credit(self) -> bool:
        """Whether money goes back to the buyer."""
        return self.kind is Kind.CREDIT

    @property
    def is_to_be_paid(self) -> bool:
        """Whether money still has to come from the buyer to us."""
        payable = self.totals.payable_cents
        return payable < 0 if self.is_credit else payable > 0

    @property
    def reference(self) -> str:
        """What the buyer knows this by: their own reference, else our order, else our number."""
        return self.buyer_reference or self.order_number or self.number
