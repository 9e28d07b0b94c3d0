"""The file: what bookkeeping software finds in it."""

from __future__ import annotations

import base64
from dataclasses import replace

import pytest
from lxml import etree

from shop.invoicing.document import Document, Means, Payment
from shop.invoicing.render import ubl
from shop.invoicing.rules import Profile
from tests.shop.invoicing.builders import PRACTICE, credit_note, invoice, line
from tests.shop.invoicing.validation import judge

NAMES = {"cac": ubl.CAC, "cbc": ubl.CBC}


def found(document: Document, path: str, **options: object) -> list[str]:
    tree = etree.fromstring(ubl.render(document, **options))  # type: ignore[arg-type]
    return [element.text or "" for element in tree.iterfind(f".//{path}", NAMES)]


@pytest.mark.parametrize("profile", Profile)
def test_the_picture_may_travel_inside(profile: Profile) -> None:
    xml = ubl.render(invoice(), profile, pdf=b"%PDF-1.7 picture")

    assert judge(xml) == ([], [], [])
    (content,) = etree.fromstring(xml).iterfind(".//cbc:EmbeddedDocumentBinaryObject", NAMES)
    assert base64.b64decode(content.text) == b"%PDF-1.7 picture"
    assert dict(content.attrib) == {"mimeCode": "application/pdf", "filename": "F2026-000123.pdf"}


@pytest.mark.parametrize(
    ("means", "code"),
    [(Means.TRANSFER, "58"), (Means.DIRECT_DEBIT, "59"), (Means.CARD, "48"), (Means.OTHER, "30")],
)
def test_the_way_of_paying_has_its_code(means: Means, code: str) -> None:
    document = invoice(
        payment=Payment(means=means, iban="NL13TEST0123456789", mandate="M-1", creditor="NL93ZZZ1")
    )

    assert found(document, "cbc:PaymentMeansCode") == [code]
    assert found(document, "cac:PaymentMandate/cbc:ID") == (["M-1"] if code == "59" else [])
    assert judge(ubl.render(document)) == ([], [], [])


def test_a_discount_on_a_line_shows_its_percentage_and_base() -> None:
    document = invoice(line(quantity="3", price="9.99", discount_ppm=125_000))

    discount = "cac:InvoiceLine/cac:AllowanceCharge/cbc:"
    assert found(document, f"{discount}MultiplierFactorNumeric") == ["12.5"]
    assert found(document, f"{discount}BaseAmount") == ["29.97"]
    assert found(document, f"{discount}Amount") == ["3.75"]
    assert found(document, "cac:InvoiceLine/cbc:LineExtensionAmount") == ["26.22"]


def test_document_wide_amounts_are_written_per_vat_group() -> None:
    document = invoice(line(), line(vat_permille=90), order_discount_cents=1_000, shipping_cents=695)

    assert found(document, "cac:AllowanceCharge/cbc:ChargeIndicator") == ["false", "false", "true", "true"]
    assert found(document, "cac:AllowanceCharge/cbc:Amount") == ["5.00", "5.00", "3.48", "3.47"]
    assert found(document, "cbc:AllowanceTotalAmount") == ["10.00"]
    assert found(document, "cbc:ChargeTotalAmount") == ["6.95"]


def test_a_paid_invoice_asks_for_no_payment() -> None:
    document = invoice(prepaid_cents=12_100)

    assert found(document, "cac:PaymentMeans/cbc:PaymentMeansCode") == []
    assert found(document, "cbc:PrepaidAmount") == ["121.00"]
    assert found(document, "cbc:PayableAmount") == ["0.00"]


def test_a_credit_note_has_positive_amounts_and_names_its_invoice() -> None:
    assert found(credit_note(), "cbc:CreditNoteTypeCode") == ["381"]
    assert found(credit_note(), "cac:InvoiceDocumentReference/cbc:ID") == ["F2026-000123"]
    assert found(credit_note(), "cbc:PayableAmount") == ["121.00"]
    assert found(credit_note(), "cbc:DueDate") == []


def test_the_buyer_finds_its_own_reference_and_else_our_order() -> None:
    assert found(invoice(), "cbc:BuyerReference") == ["B-10442"]
    assert found(invoice(buyer_reference="PO 88"), "cbc:BuyerReference") == ["PO 88"]
    assert found(invoice(buyer_reference="PO 88"), "cac:OrderReference/cbc:ID") == ["PO 88"]


def test_a_full_address_and_article_are_valid() -> None:
    buyer = replace(
        PRACTICE, customer_number="K-1", attention="Balie", email="balie@example.nl", phone="0570"
    )
    document = invoice(line(article="HK-1", description="Rood"), buyer=buyer, note="Dank u")

    assert judge(ubl.render(document)) == ([], [], [])
    assert found(document, "cac:SellersItemIdentification/cbc:ID") == ["HK-1"]


def test_no_element_is_empty() -> None:
    for document in (invoice(), credit_note(), invoice(prepaid_cents=12_100)):
        tree = etree.fromstring(ubl.render(document))
        assert [each.tag for each in tree.iter() if not len(each) and not (each.text or "").strip()] == []
