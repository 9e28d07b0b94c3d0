"""What must be true before a document may be issued.

The rules are those of EN 16931, and on top of them the fatal ones of the two
Dutch profiles: Peppol BIS Billing 3 and NLCIUS. Each finding names its rule as
the validators name it, so that a bookkeeper can look it up. Rules that the types
or the writer cannot break are not repeated here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

import stdnum.iban
from django.utils.translation import gettext as _

from shop.catalogue.models import VatCategory
from shop.invoicing.countries import COUNTRIES
from shop.invoicing.document import EXPORT, Document, Line, Means, Party
from shop.invoicing.electronic_address import buyers_address, electronic_address

VAT_PREFIXES = COUNTRIES | {"EL", "XI"}
# The rules are named after the letters, but for one.
RULE_NAMES = {one: one for one in (*VatCategory.values, EXPORT)} | {VatCategory.INTRA_COMMUNITY: "IC"}


class Profile(StrEnum):
    """The dialect of EN 16931 in which the file is written."""

    PEPPOL = "peppol"
    NLCIUS = "nlcius"


class Finding(NamedTuple):
    """A rule that the document breaks, the field to mend, and what to do in plain words."""

    rule: str
    field: str
    text: str


def check(document: Document, profile: Profile | None = None) -> list[Finding]:
    """Everything that forbids issuing this document; without a profile, on paper only."""
    findings = [
        *_head(document),
        *_parties(document),
        *_lines(document),
        *_taxes(document),
        *_money(document),
    ]
    if profile:
        findings += _electronic(document, profile)
    return findings


def _head(document: Document) -> Iterator[Finding]:
    if not document.number:
        yield Finding("BR-02", "number", _("The document has no number."))
    if document.is_credit and not document.credited_number:
        yield Finding("NL-R-001", "credited_number", _("A credit note must name the invoice it credits."))
    if document.period and document.period[1] < document.period[0]:
        yield Finding("BR-29", "period", _("The period ends before it begins."))
    if document.due_on and document.due_on < document.issued_on:
        yield Finding("D4D-01", "due_on", _("The document is due before it is issued."))


def _parties(document: Document) -> Iterator[Finding]:
    yield from _party("seller", document.seller, name_rule="BR-06", country_rule="BR-09")
    yield from _party("buyer", document.buyer, name_rule="BR-07", country_rule="BR-11")
    if not document.seller.registration:
        yield Finding("BR-NL-1", "seller.registration", _("The seller has no KvK number."))
    if not (document.seller.street and document.seller.city and document.seller.postcode):
        yield Finding(
            "NL-R-002", "seller.street", _("The seller's address needs a street, a postcode and a city.")
        )
    buyer = document.buyer
    if buyer.country == "NL" and not (buyer.street and buyer.city and buyer.postcode):
        yield Finding("NL-R-004", "buyer.street", _("A Dutch address needs a street, a postcode and a city."))


def _party(role: str, party: Party, name_rule: str, country_rule: str) -> Iterator[Finding]:
    if not party.name:
        yield Finding(name_rule, f"{role}.name", _("The name is missing."))
    if not party.country:
        yield Finding(country_rule, f"{role}.country", _("The country is missing."))
    elif party.country not in COUNTRIES:
        yield Finding("BR-CL-14", f"{role}.country", _("This is not a country code of two letters."))
    if party.vat_id and party.vat_id[:2] not in VAT_PREFIXES:
        yield Finding("BR-CO-09", f"{role}.vat_id", _("A VAT number begins with the code of its country."))


def _lines(document: Document) -> Iterator[Finding]:
    if not document.lines:
        yield Finding("BR-16", "lines", _("The document has no lines."))
    for number, line in enumerate(document.lines, start=1):
        yield from _line(f"lines.{number}", line)


def _line(place: str, line: Line) -> Iterator[Finding]:
    if not line.name:
        yield Finding("BR-25", f"{place}.name", _("The line has no name."))
    if line.unit_price_e4 < 0:
        yield Finding(
            "BR-27", f"{place}.unit_price", _("A price cannot be negative; make the quantity negative.")
        )
    if line.base_quantity_e3 <= 0:
        yield Finding(
            "PEPPOL-EN16931-R121", f"{place}.base_quantity", _("A price is per a quantity above zero.")
        )
    if line.period and line.period[1] < line.period[0]:
        yield Finding("BR-30", f"{place}.period", _("The period ends before it begins."))
    if not re.fullmatch(r"[0-9A-Z]{2,3}", line.unit):
        yield Finding("BR-CL-23", f"{place}.unit", _("This is not a unit code."))
    if not 0 <= line.discount_ppm <= 1_000_000:
        yield Finding("D4D-02", f"{place}.discount", _("A discount lies between 0 and 100 %."))
    if line.vat_category not in RULE_NAMES:
        yield Finding("BR-CL-17", f"{place}.vat_category", _("This VAT category cannot be invoiced."))
    elif (line.vat_permille > 0) != (line.vat_category == VatCategory.STANDARD):
        rule = f"BR-{RULE_NAMES[line.vat_category]}-05"
        yield Finding(rule, f"{place}.vat", _("This rate does not belong to its category."))


def _taxes(document: Document) -> Iterator[Finding]:
    categories = {line.vat_category for line in document.lines}
    if not document.seller.vat_id:
        yield Finding("BR-S-02", "seller.vat_id", _("The seller has no VAT number."))
    is_known = document.buyer.vat_id or document.buyer.registration
    if VatCategory.REVERSE_CHARGE in categories and not is_known:
        yield Finding("BR-AE-02", "buyer.vat_id", _("To shift the VAT the buyer's VAT number is needed."))
    if VatCategory.INTRA_COMMUNITY in categories:
        yield from _intra_community(document)


def _intra_community(document: Document) -> Iterator[Finding]:
    if not document.buyer.vat_id:
        yield Finding(
            "BR-IC-02", "buyer.vat_id", _("To deliver without VAT the buyer's VAT number is needed.")
        )
    if not (document.period or (document.delivery and document.delivery.on)):
        yield Finding("BR-IC-11", "delivery.on", _("To deliver without VAT the day of delivery is needed."))
    if not (document.delivery and document.delivery.country):
        yield Finding(
            "BR-IC-12", "delivery.country", _("To deliver without VAT the country of delivery is needed.")
        )


def _money(document: Document) -> Iterator[Finding]:
    amounts = (document.order_discount_cents, document.order_discount_ppm, document.shipping_cents)
    if min(amounts) < 0:
        yield Finding("D4D-03", "order_discount", _("Discount and shipping cannot be negative."))
    if any(line.base_quantity_e3 == 0 for line in document.lines) or not document.is_to_be_paid:
        return
    if not (document.due_on or document.is_credit):
        yield Finding("BR-CO-25", "due_on", _("The day on which the document is due is missing."))
    payment = document.payment
    if payment.means in {Means.TRANSFER, Means.OTHER} and not payment.iban:
        yield Finding("BR-61", "payment.iban", _("The account to pay into is missing."))
    if payment.iban and not stdnum.iban.is_valid(payment.iban):
        yield Finding("D4D-04", "payment.iban", _("The account to pay into is not an IBAN."))
    if payment.means is Means.DIRECT_DEBIT and not payment.mandate:
        yield Finding("PEPPOL-EN16931-R061", "payment.mandate", _("A direct debit needs a mandate."))


def _electronic(document: Document, profile: Profile) -> Iterator[Finding]:
    if document.buyer.country == "NL" and not document.buyer.registration and profile is Profile.NLCIUS:
        yield Finding(
            "BR-NL-10", "buyer.registration", _("An e-invoice to a Dutch practice needs its KvK number.")
        )
    if profile is not Profile.PEPPOL:
        return
    if not electronic_address(document.seller):
        yield Finding(
            "PEPPOL-EN16931-R020", "seller.registration", _("The seller has no electronic address.")
        )
    if not buyers_address(document):
        text = _("An e-invoice to a Dutch practice needs its KvK or VAT number.")
        yield Finding("PEPPOL-EN16931-R010", "buyer.registration", text)
