"""Under which number a party is found on the Peppol network.

A Dutch practice goes by its KvK number, a foreign one by the number that its
country lists for e-invoicing. The codes are those of the European code list of
electronic address schemes.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import stdnum.be.vat
import stdnum.no.orgnr
import stdnum.se.orgnr

from shop.invoicing.document import Document, Party

OIN_LENGTH = 20
VAT_SCHEMES = {
    "AD": "9922", "AL": "9923", "AT": "9914", "BA": "9924", "BE": "9925", "BG": "9926", "CH": "9927",
    "CY": "9928", "CZ": "9929", "DE": "9930", "EE": "9931", "ES": "9920", "FI": "0213", "FR": "9957",
    "GB": "9932", "GR": "9933", "HR": "9934", "HU": "9910", "IE": "9935", "IT": "0211", "LI": "9936",
    "LT": "9937", "LU": "9938", "LV": "9939", "MC": "9940", "ME": "9941", "MK": "9942", "MT": "9943",
    "NL": "9944", "PL": "9945", "PT": "9946", "RO": "9947", "RS": "9948", "SI": "9949", "SK": "9950",
    "SM": "9951", "TR": "9952", "VA": "9953",
}  # fmt: skip


class Identifier(NamedTuple):
    """A number with the code of the list it comes from."""

    scheme: str
    value: str


def legal_identifier(party: Party) -> Identifier | None:
    """The party's number in its trade register; without a scheme if the list is unknown."""
    number = party.registration
    if not number:
        return None
    if party.country == "NL":
        return Identifier("0190" if len(number) == OIN_LENGTH else "0106", number)
    return _national(party, number) or Identifier("", number)


def electronic_address(party: Party) -> Identifier | None:
    """Where the party receives e-invoices, or nothing if no listed number is known."""
    legal = legal_identifier(party)
    if legal and legal.scheme:
        return legal
    if not party.vat_id:
        return None
    scheme = VAT_SCHEMES.get(party.country)
    return _national(party, party.vat_id) or (Identifier(scheme, party.vat_id) if scheme else None)


def buyers_address(document: Document) -> Identifier | None:
    """Where this document is sent.

    A buyer abroad without a listed number receives the file by mail; it then
    bears our own address, so that it can never reach a stranger.
    """
    own = electronic_address(document.buyer)
    if own or document.buyer.country == document.seller.country:
        return own
    return electronic_address(document.seller)


def _national(party: Party, number: str) -> Identifier | None:
    """The enterprise number, where the VAT number is the same number in other clothes."""
    bare = re.sub(r"[^0-9A-Z]", "", number.upper())
    if party.country == "BE" and stdnum.be.vat.is_valid(bare):
        return Identifier("0208", stdnum.be.vat.compact(bare))
    if party.country == "CH" and (found := re.match(r"CHE\d{9}", bare)):
        return Identifier("0183", found[0])
    if party.country == "DK" and (found := re.fullmatch(r"(?:DK)?(\d{8})", bare)):
        return Identifier("0184", f"DK{found[1]}")
    if party.country == "NO" and stdnum.no.orgnr.is_valid(digits := re.sub(r"\D", "", bare)):
        return Identifier("0192", digits)
    if party.country == "SE" and stdnum.se.orgnr.is_valid(digits := re.sub(r"\D", "", bare)[:10]):
        return Identifier("0007", digits)
    return None
