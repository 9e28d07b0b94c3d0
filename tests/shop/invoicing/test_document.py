"""Documents add up, whatever is sold, and their snapshot never changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shop.invoicing import rules, snapshot
from shop.invoicing.document import Delivery, Document, Kind, Line, Means, Party, Payment, printable
from shop.invoicing.render import ubl
from tests.shop.invoicing.builders import ISSUED_ON, PRACTICE, SELLER, invoice, line
from tests.shop.invoicing.validation import judge, off_lines

RATES = [("S", 210), ("S", 90), ("S", 55), ("E", 0), ("Z", 0), ("AE", 0), ("K", 0), ("G", 0)]
BUYERS = [PRACTICE, Party("Löwe & Söhne", "Weg 1", "47533", "Kleve", "DE", vat_id="DE136695976")]


@st.composite
def lines(draw: st.DrawFn) -> Line:
    category, permille = draw(st.sampled_from(RATES))
    return Line(
        name=draw(st.text(min_size=1, max_size=30)) + "x",
        quantity_e3=draw(
            st.integers(-5_000, 500_000) | st.integers(1, 50).map(lambda pieces: pieces * 1_000)
        ),
        unit_price_e4=draw(st.integers(0, 90_000_000)),
        vat_permille=permille,
        vat_category=category,
        base_quantity_e3=draw(st.sampled_from([1_000, 1_000, 100_000, 12_000])),
        discount_ppm=draw(st.sampled_from([0, 0, 100_000, 125_000, 333_333, 1_000_000])),
        is_service=draw(st.booleans()),
    )


@st.composite
def documents(draw: st.DrawFn) -> Document:
    kind = draw(st.sampled_from(Kind))
    buyer = draw(st.sampled_from(BUYERS))
    return Document(
        kind=kind,
        number="F2026-000123",
        issued_on=ISSUED_ON,
        seller=SELLER,
        buyer=buyer,
        lines=tuple(draw(st.lists(lines(), min_size=1, max_size=12))),
        payment=Payment(iban="NL13TEST0123456789", mandate="M-1", means=draw(st.sampled_from(Means))),
        due_on=date(2026, 12, 6) if kind is Kind.INVOICE else None,
        order_discount_cents=draw(st.sampled_from([0, 1, 999, 25_000])),
        order_discount_ppm=draw(st.sampled_from([0, 0, 50_000])),
        shipping_cents=draw(st.sampled_from([0, 1, 695])),
        prepaid_cents=draw(st.sampled_from([0, 0, 10_000])),
        credited_number="F2026-000001" if kind is Kind.CREDIT else "",
        order_number="B-1",
        delivery=Delivery(on=ISSUED_ON, country=buyer.country),
        note=draw(st.text(max_size=20)),
    )


@settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents(), st.sampled_from(rules.Profile))
def test_a_random_document_adds_up_and_is_valid(document: Document, profile: rules.Profile) -> None:
    totals = document.totals
    assert sum(totals.line_nets) == totals.lines_cents
    assert sum(share.cents for share in totals.discounts) == totals.discount_cents
    assert sum(share.cents for share in totals.shippings) == totals.shipping_cents == document.shipping_cents
    assert totals.lines_cents - totals.discount_cents + totals.shipping_cents == totals.net_cents
    assert sum(vat.base_cents for vat in totals.vat) == totals.net_cents
    assert sum(vat.vat_cents for vat in totals.vat) == totals.vat_cents
    assert totals.net_cents + totals.vat_cents == totals.gross_cents
    assert totals.gross_cents - document.prepaid_cents == totals.payable_cents
    for vat in totals.vat:
        exact = Decimal(vat.base_cents) * vat.group.permille / 1000
        assert vat.vat_cents == int(exact.quantize(Decimal(1), ROUND_HALF_UP))

    assert rules.check(document, profile) == []
    xml = ubl.render(document, profile)
    verdict = judge(xml)
    assert (verdict.schema, verdict.fatal) == ([], [])
    assert off_lines(xml) == []
    assert snapshot.from_json(snapshot.to_json(document)) == document


def test_a_snapshot_is_the_same_bytes_every_time() -> None:
    document = invoice(line("Ĳsspatel", quantity="1.333"), period=(date(2026, 1, 1), date(2026, 3, 31)))

    first = snapshot.to_json(document)

    assert first == snapshot.to_json(snapshot.from_json(first))
    assert first.startswith(b'{"buyer":{"attention":"","city":"Deventer"')
    assert "Ĳsspatel".encode() in first


@pytest.mark.parametrize(
    ("found", "forged"),
    [
        (b'"gross_cents":12100', b'"gross_cents":12099'),
        (b'"quantity_e3":1000', b'"quantity_e3":2000'),
        (b'"version":1', b'"version":2'),
        (b'"Deventer"', b'"Deventer "'),
        (b'"issued_on":"2026-11-22"', b'"issued_on":"soon"'),
        (b'"kind":"invoice"', b'"kind":"offer"'),
        (b"{", b""),
    ],
)
def test_a_damaged_snapshot_is_refused(found: bytes, forged: bytes) -> None:
    written = snapshot.to_json(invoice())
    assert found in written

    with pytest.raises(snapshot.SnapshotDamaged):
        snapshot.from_json(written.replace(found, forged, 1))


def test_texts_lose_what_xml_cannot_hold() -> None:
    assert printable("a\x00b\x0bc\x1f \ud800\ufffe\uffff d\n\te") == "ab c d e"
    assert invoice(line("\x07Boor\x1b")).lines[0].name == "Boor"
    assert invoice(buyer=replace(PRACTICE, name="De\x00 Linde")).buyer.name == "De Linde"


def test_a_trade_in_bears_no_shipping() -> None:
    document = invoice(line(), line(quantity="-1", price="50", vat_permille=90), shipping_cents=695)

    assert [(share.group.permille, share.cents) for share in document.totals.shippings] == [(210, 695)]


def test_shipping_of_a_free_parcel_follows_the_highest_rate() -> None:
    document = invoice(line(price="0", vat_permille=90), line(price="0"), shipping_cents=695)

    assert [(share.group.permille, share.cents) for share in document.totals.shippings] == [(210, 695)]
    assert document.totals.gross_cents == 841


def test_shipping_does_not_follow_a_service_and_a_line_without_one_is_written_as_before() -> None:
    goods, service = line(vat_permille=90), line("Onderhoud", is_service=True)
    mixed = invoice(goods, service, shipping_cents=695)
    assert [(one.group.permille, one.cents) for one in mixed.totals.shippings] == [(90, 695)]
    assert snapshot.from_json(snapshot.to_json(mixed)) == mixed
    assert b"is_service" not in snapshot.to_json(invoice(goods))
