"""Each buyer is addressed by the number that its country lists for e-invoicing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shop.invoicing.document import Party
from shop.invoicing.electronic_address import buyers_address, electronic_address, legal_identifier
from tests.shop.invoicing.builders import BELGIAN, GERMAN, PRACTICE, SWISS, invoice


@pytest.mark.parametrize(
    ("party", "address"),
    [
        (PRACTICE, ("0106", "12345678")),
        (replace(PRACTICE, registration="00000001003214345000"), ("0190", "00000001003214345000")),
        (replace(PRACTICE, registration=""), ("9944", "NL123456782B90")),
        (replace(PRACTICE, registration="", vat_id=""), None),
        (BELGIAN, ("0208", "0403170701")),
        (replace(BELGIAN, vat_id="BE0123456789"), ("9925", "BE0123456789")),
        (replace(BELGIAN, registration="0403.170.701", vat_id=""), ("0208", "0403170701")),
        (GERMAN, ("9930", "DE136695976")),
        (replace(GERMAN, registration="HRB 12345"), ("9930", "DE136695976")),
        (SWISS, ("0183", "CHE116281710")),
        (Party("X", country="CH", vat_id="CHE-116.281.710 MWST"), ("0183", "CHE116281710")),
        (Party("X", country="CH", vat_id="123456"), ("9927", "CH123456")),
        (Party("X", country="DK", vat_id="DK13585628"), ("0184", "DK13585628")),
        (Party("X", country="SE", vat_id="SE556703748501"), ("0007", "5567037485")),
        (Party("X", country="NO", vat_id="NO923609016MVA"), ("0192", "923609016")),
        (Party("X", country="EL", vat_id="094259216"), ("9933", "EL094259216")),
        (Party("X", country="SR"), None),
    ],
)
def test_a_party_is_found_under_its_listed_number(party: Party, address: tuple[str, str] | None) -> None:
    assert electronic_address(party) == address


def test_a_foreign_register_number_is_named_without_a_scheme() -> None:
    assert legal_identifier(replace(GERMAN, registration="HRB 12345")) == ("", "HRB 12345")


def test_a_file_for_a_buyer_abroad_without_a_number_reaches_no_stranger() -> None:
    document = invoice(buyer=Party("Praktijk Paramaribo", country="SR"))

    assert buyers_address(document) == electronic_address(document.seller)
