"""Every written-down case comes out exact to the cent and valid in both profiles."""

from __future__ import annotations

import pytest

from shop.invoicing import rules
from shop.invoicing.cases import CaseUnreadable, read_case, totals_as_case
from shop.invoicing.render import ubl
from tests.shop.invoicing.builders import CASES, ISSUED_ON, case, document_of
from tests.shop.invoicing.validation import judge

LINE = CASES["01-simple"]["lines"][0]
SWISS = {"name": "Zahnärzte am See", "street": "Seestrasse 1", "city": "Zürich", "zip": "8002", "cc": "CH"}
GERMAN = {"name": "Praxis Löwe", "street": "Hauptstr. 5", "city": "Kleve", "zip": "47533", "cc": "DE"}
FURTHER = {
    "export without any number": case(
        "01-simple", buyer=SWISS | {"kvk": None, "vat": None}, lines=[LINE | {"rate": "0", "cat": "G"}]
    ),
    "export with a Swiss number": case(
        "01-simple", buyer=SWISS | {"vat": "CHE-116.281.710 MWST"}, lines=[LINE | {"rate": "0", "cat": "G"}]
    ),
    "within the Union": case(
        "01-simple", buyer=GERMAN | {"vat": "DE 136 695 976"}, lines=[LINE | {"rate": "0", "cat": "K"}]
    ),
    "within the Union, delivered elsewhere": case(
        "01-simple",
        buyer=GERMAN | {"vat": "DE136695976"},
        lines=[LINE | {"rate": "0", "cat": "K"}],
        delivery={"date": "2026-11-20", "cc": "AT", "city": "Wien"},
    ),
    "a register of another land": case(
        "01-simple", buyer=GERMAN | {"kvk": "HRB 1234 B", "vat": "DE136695976"}
    ),
    "made-up Belgian number": case(
        "14-reverse-charge", buyer=CASES["14-reverse-charge"]["buyer"] | {"vat": "BE0123456789"}
    ),
    "zero rate and exempt side by side": case(
        "01-simple",
        lines=[LINE | {"rate": "0", "cat": "Z"}, LINE | {"rate": "0", "cat": "E"}, LINE | {"rate": "9"}],
        exempt="Vrijgesteld: nascholing",
        shipping="6.95",
    ),
    "discount, shipping and deposit": case(
        "08-shipping-split", order_discount_pct="7.5", prepaid="10.00", shipping="12.50"
    ),
    "discount as an amount": case("08-shipping-split", order_discount="10.01", shipping="0"),
    "direct debit over a period": case(
        "01-simple", mandate="MND-2026-0042", period=["2026-10-01", "2026-12-31"]
    ),
    "credit with discount": case("11-credit-full", order_discount_pct="10", shipping="4.95"),
    "negative price": case("01-simple", lines=[LINE, LINE | {"price": "-10.00", "disc_pct": "12.5"}]),
    "tiny price": case(
        "01-simple", lines=[LINE | {"qty": "12345.678", "price": "0.000375", "disc_pct": "33.33"}]
    ),
    "exotic names": case(
        "01-simple",
        buyer=CASES["01-simple"]["buyer"] | {"name": "Ĳ & <Đ> \x00\x07\ud800\ufffe \"’ 牙科 🦷\u202e"},
        lines=[LINE | {"name": "]]> <!-- &amp; \x1b\x0b\n\ttab"}],
    ),
    "half a percent": case("01-simple", lines=[LINE | {"rate": "5.5"}]),
    "overpaid": case("01-simple", prepaid="200.00"),
    "everything returned": case("18-negative-line", lines=[LINE | {"qty": "-3"}]),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_the_totals_of_a_case_are_exact(name: str) -> None:
    assert totals_as_case(document_of(CASES[name])) == CASES[name]["expected"]


@pytest.mark.parametrize("profile", rules.Profile)
@pytest.mark.parametrize("given", [*CASES.values(), *FURTHER.values()], ids=[*CASES, *FURTHER])
def test_a_case_is_a_valid_e_invoice(given: dict[str, object], profile: rules.Profile) -> None:
    document = document_of(given)

    assert rules.check(document, profile) == []
    assert judge(ubl.render(document, profile)) == ([], [], [])


def test_discount_and_shipping_are_shared_out_by_net_value() -> None:
    found = totals_as_case(document_of(FURTHER["discount, shipping and deposit"]))

    # 7.5 % of 119.60 is 8.97; 80.00 : 39.60 shares it as 6.00 + 2.97, and 12.50 as 8.36 + 4.14.
    assert found["order_discount"] == {"S21": "6.00", "S9": "2.97"}
    assert found["shipping"] == {"S21": "8.36", "S9": "4.14"}
    assert found["vat"] == {"S21": ["82.36", "17.30"], "S9": ["40.77", "3.67"]}
    assert (found["excl"], found["incl"], found["payable"]) == ("123.13", "144.10", "134.10")


def test_an_equal_remainder_goes_to_the_higher_rate() -> None:
    lines = [LINE | {"price": "1", "qty": "1", "rate": "9"}, LINE | {"price": "1", "qty": "1"}]

    assert totals_as_case(document_of(case("01-simple", lines=lines, shipping="0.01")))["shipping"] == {
        "S21": "0.01"
    }


def test_half_a_cent_goes_up_even_to_an_odd_cent() -> None:
    lines = [LINE | {"price": "0.125", "qty": "1"}, LINE | {"price": "0.135", "qty": "1"}]
    lines += [LINE | {"price": "-0.125", "qty": "1"}]

    assert totals_as_case(document_of(case("01-simple", lines=lines)))["line_net"] == [
        "0.13",
        "0.14",
        "-0.13",
    ]


def test_a_discount_by_percentage_is_taken_from_the_rounded_line() -> None:
    found = totals_as_case(document_of(case("01-simple", lines=[LINE | {"disc_pct": "33.333"}])))

    assert found["line_net"] == ["66.60"]  # 99.90 - 33.30


@pytest.mark.parametrize(
    ("broken", "named"),
    [
        ({}, "type"),
        ([], ""),
        (None, ""),
        (case("01-simple", type="offer"), "type"),
        (case("01-simple", buyer=None), "buyer"),
        (case("01-simple", buyer={"cc": "NL"}), "buyer.name"),
        (case("01-simple", lines=[]), "lines"),
        (case("01-simple", lines={"a": 1}), "lines"),
        (case("01-simple", lines=["x"]), "lines.1"),
        (case("01-simple", lines=[LINE, LINE | {"price": "twelve"}]), "lines.2.price"),
        (case("01-simple", lines=[LINE | {"price": None}]), "lines.1.price"),
        (case("01-simple", lines=[LINE | {"qty": "1.0001"}]), "lines.1.qty"),
        (case("01-simple", lines=[LINE | {"qty": "NaN"}]), "lines.1.qty"),
        (case("01-simple", lines=[LINE | {"qty": "1e999999"}]), "lines.1.qty"),
        (case("01-simple", lines=[LINE | {"qty": True}]), "lines.1.qty"),
        (case("01-simple", lines=[LINE | {"base": "0"}]), "lines.1.base"),
        (case("01-simple", shipping="6.955"), "shipping"),
        (case("01-simple", prepaid="most"), "prepaid"),
        (case("01-simple", period=["2026-13-01", "2026-12-31"]), "period.start"),
        (case("01-simple", period="always"), "period.start"),
        (case("01-simple", delivery="somewhere"), "delivery"),
        (case("01-simple", mandate=["M"]), "mandate"),
    ],
)
def test_an_unreadable_case_names_its_field(broken: object, named: str) -> None:
    with pytest.raises(CaseUnreadable) as refusal:
        read_case(broken, ISSUED_ON)

    assert str(refusal.value).startswith(named)
