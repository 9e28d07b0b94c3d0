"""The house's own rules refuse what the official validators refuse, before anything is issued."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from shop.invoicing import rules
from shop.invoicing.document import Delivery, Document, Means, Party, Payment
from shop.invoicing.render import ubl
from tests.shop.invoicing.builders import (
    BELGIAN,
    GERMAN,
    ISSUED_ON,
    PRACTICE,
    SELLER,
    credit_note,
    intra_community,
    invoice,
    line,
    with_line,
)
from tests.shop.invoicing.validation import judge

Build = Callable[[], Document]

# Broken documents of which EN 16931 itself has an opinion: both must refuse them, by the same rule.
EN_16931: list[tuple[str, Build]] = [
    ("BR-02", lambda: invoice(number="")),
    ("BR-06", lambda: invoice(seller=replace(SELLER, name=""))),
    ("BR-07", lambda: invoice(buyer=replace(PRACTICE, name=""))),
    ("BR-09", lambda: invoice(seller=replace(SELLER, country=""))),
    ("BR-11", lambda: invoice(buyer=replace(PRACTICE, country=""))),
    ("BR-16", lambda: replace(invoice(), lines=())),
    ("BR-25", lambda: with_line(invoice(), name=" \x00 ")),
    ("BR-27", lambda: with_line(invoice(), unit_price_e4=-1)),
    ("BR-29", lambda: invoice(period=(date(2026, 12, 31), date(2026, 12, 1)))),
    ("BR-61", lambda: invoice(payment=Payment())),
    ("BR-61", lambda: invoice(payment=Payment(means=Means.OTHER))),
    ("BR-CL-14", lambda: invoice(buyer=replace(PRACTICE, country="QQ"))),
    ("BR-CL-14", lambda: invoice(seller=replace(SELLER, country="NLD"))),
    ("BR-CL-23", lambda: with_line(invoice(), unit="stuk")),
    ("BR-CL-17", lambda: with_line(invoice(), vat_category="X", vat_permille=0)),
    ("BR-CO-09", lambda: invoice(buyer=replace(PRACTICE, vat_id="QQ123456789"))),
    ("BR-CO-09", lambda: invoice(seller=replace(SELLER, vat_id="ZZ1"))),
    ("BR-S-02", lambda: invoice(seller=replace(SELLER, vat_id=""))),
    ("BR-S-05", lambda: with_line(invoice(), vat_permille=0)),
    ("BR-Z-05", lambda: with_line(invoice(), vat_category="Z")),
    ("BR-E-05", lambda: with_line(invoice(), vat_category="E")),
    ("BR-AE-05", lambda: with_line(invoice(buyer=BELGIAN), vat_category="AE")),
    ("BR-G-05", lambda: with_line(invoice(), vat_category="G")),
    ("BR-IC-05", lambda: with_line(intra_community(), vat_permille=210)),
    (
        "BR-AE-02",
        lambda: invoice(line(vat_permille=0, vat_category="AE"), buyer=Party("Praktijk", country="BE")),
    ),
    ("BR-IC-02", lambda: intra_community(buyer=replace(GERMAN, vat_id=""))),
    ("BR-IC-11", lambda: intra_community(delivery=Delivery(country="DE"))),
    ("BR-IC-12", lambda: intra_community(delivery=Delivery(on=ISSUED_ON))),
    ("BR-25", lambda: credit_note(line(name=""))),
    ("BR-CO-09", lambda: credit_note(buyer=replace(PRACTICE, vat_id="QQ1"))),
]

# What the published validator leaves out and the standard, the Dutch profiles or the house ask for.
DUTCH: list[tuple[str, rules.Profile | None, Build]] = [
    ("BR-CO-25", None, lambda: invoice(due_on=None)),
    ("NL-R-001", None, lambda: credit_note(credited_number="")),
    ("BR-NL-1", None, lambda: invoice(seller=replace(SELLER, registration=""))),
    ("NL-R-002", None, lambda: invoice(seller=replace(SELLER, city=""))),
    ("NL-R-004", None, lambda: invoice(buyer=replace(PRACTICE, postcode=""))),
    ("BR-NL-10", rules.Profile.NLCIUS, lambda: invoice(buyer=replace(PRACTICE, registration=""))),
    (
        "PEPPOL-EN16931-R010",
        rules.Profile.PEPPOL,
        lambda: invoice(buyer=replace(PRACTICE, registration="", vat_id="")),
    ),
    (
        "PEPPOL-EN16931-R020",
        rules.Profile.PEPPOL,
        lambda: invoice(seller=replace(SELLER, registration="", vat_id="")),
    ),
    ("PEPPOL-EN16931-R061", None, lambda: invoice(payment=Payment(means=Means.DIRECT_DEBIT))),
    ("PEPPOL-EN16931-R121", None, lambda: with_line(invoice(), base_quantity_e3=-1_000)),
    ("PEPPOL-EN16931-R121", None, lambda: with_line(invoice(), base_quantity_e3=0)),
    ("D4D-01", None, lambda: invoice(due_on=date(2026, 11, 21))),
    ("D4D-02", None, lambda: with_line(invoice(), discount_ppm=1_000_001)),
    ("D4D-03", None, lambda: invoice(shipping_cents=-1)),
    ("D4D-04", None, lambda: invoice(payment=Payment(iban="NL13TEST0123456780"))),
]


@pytest.mark.parametrize(
    ("rule", "build"), EN_16931, ids=[f"{n}-{rule}" for n, (rule, _) in enumerate(EN_16931)]
)
def test_our_rules_agree_with_en_16931(rule: str, build: Build) -> None:
    document = build()

    official = judge(ubl.render(document))

    assert rule in {finding.rule for finding in rules.check(document)}
    assert rule in official.fatal or official.schema


@pytest.mark.parametrize(("rule", "profile", "build"), DUTCH)
def test_our_rules_know_the_dutch_profiles(rule: str, profile: rules.Profile | None, build: Build) -> None:
    assert rule in {finding.rule for finding in rules.check(build(), profile)}


@pytest.mark.parametrize("profile", [None, *rules.Profile])
def test_a_sound_document_passes(profile: rules.Profile | None) -> None:
    for document in (invoice(), credit_note(), intra_community()):
        assert rules.check(document, profile) == []


def test_an_unregistered_practice_gets_its_invoice_on_paper_only() -> None:
    document = invoice(buyer=replace(PRACTICE, registration="", vat_id=""))

    assert rules.check(document) == []
    assert rules.check(document, rules.Profile.PEPPOL) != []
    assert rules.check(document, rules.Profile.NLCIUS) != []


def test_a_finding_holds_no_personal_data() -> None:
    document = invoice(buyer=replace(PRACTICE, name="Mevrouw Jansen", country="QQ", street="Geheimpad 1"))

    told = " ".join(f"{finding.rule} {finding.field} {finding.text}" for finding in rules.check(document))

    assert "Jansen" not in told
    assert "Geheim" not in told
