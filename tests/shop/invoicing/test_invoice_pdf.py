"""The paper: own fonts, archive form, the file inside, and nothing fetched from anywhere."""

from __future__ import annotations

import hashlib
import logging
import re
from datetime import date

import pypdf
import pytest

from shop.invoicing.document import Document, Means, Payment
from shop.invoicing.render import pdf, ubl
from tests.shop.invoicing.builders import (
    BELGIAN,
    CASES,
    credit_note,
    document_of,
    intra_community,
    invoice,
    line,
)
from tests.shop.invoicing.paper import printed, run, text_of


def font_names(reader: pypdf.PdfReader) -> set[str]:
    names = set()
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            descendant = font.get_object()["/DescendantFonts"][0].get_object()
            assert "/FontFile2" in descendant["/FontDescriptor"].get_object()
            names.add(str(descendant["/BaseFont"]))
    return names


def test_only_our_own_fonts_are_used_and_all_travel_inside() -> None:
    name = "Ĳssel & Đorđević Ćwiek-Łódź Șțefan Ωμέγα Жуков – “€” ½ → ✓"

    names = font_names(printed(invoice(line(name, description=name, article="A-1"), note=name)))

    assert names
    assert all("+Source-Sans-3" in name for name in names)


def test_the_paper_is_an_accessible_archive_file() -> None:
    reader = printed(invoice(), b"<x/>")
    root = reader.trailer["/Root"]

    xmp = root["/Metadata"].get_object().get_data().decode()
    assert re.search(r"part[^0-9]{1,20}3", xmp)
    assert re.search(r"conformance[^A-Z]{1,20}A", xmp)
    assert root["/Lang"] == "nl"
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/OutputIntents"][0].get_object()["/S"] == "/GTS_PDFA1"
    assert "/Names" not in root or "/JavaScript" not in root["/Names"].get_object()
    assert reader.metadata
    assert reader.metadata.title == "Factuur F2026-000123"


def test_the_file_inside_is_the_file_that_is_archived() -> None:
    document = invoice()
    xml = ubl.render(document)

    reader = printed(document, xml)

    assert dict(reader.attachments) == {"factuur.xml": [xml]}
    associated = {str(file.get_object()["/AFRelationship"]) for file in reader.trailer["/Root"]["/AF"]}
    assert associated == {"/Alternative"}


def test_the_same_document_gives_the_same_bytes_in_every_process() -> None:
    document = invoice()
    here = hashlib.sha256(pdf.render(document, ubl.render(document))).hexdigest()
    script = (
        "import django, hashlib; django.setup()\n"
        "from tests.shop.invoicing.builders import invoice\n"
        "from shop.invoicing.render import pdf, ubl\n"
        "document = invoice()\n"
        "print(hashlib.sha256(pdf.render(document, ubl.render(document))).hexdigest())"
    )

    assert run(script, PYTHONHASHSEED="7", TZ="Asia/Tokyo") == here
    assert hashlib.sha256(pdf.render(document, ubl.render(document))).hexdigest() == here


def test_printing_gives_no_cause_for_complaint(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)

    for document in (invoice(), credit_note(), intra_community()):
        pdf.render(document, ubl.render(document))

    assert caplog.messages == []


def test_an_invoice_says_all_that_the_law_asks() -> None:
    document = invoice(
        line("Hoekstuk rood", quantity="2", price="1234.5", article="HK-1", discount_ppm=100_000),
        line("Vijlen", quantity="250", price="3.75", base_quantity_e3=100_000, vat_permille=90),
        order_discount_cents=1_000,
        shipping_cents=695,
        prepaid_cents=5_000,
        buyer_reference="PO 88",
    )

    text = text_of(document)

    for item in (
        "Factuur", "F2026-000123", "22 november 2026", "6 december 2026", "PO 88", "B-10442",
        "Tandheelkunde Innovaties B.V.", "Oude baan 11", "5242 HT Rosmalen", "KvK 56838948", "NL000099998B57",
        "Tandartspraktijk De Linde B.V.", "Kade 12", "7411 AB Deventer", "12345678", "NL123456782B90",
        "Hoekstuk rood", "Artikel HK-1", "€ 1.234,50", "10 %", "€ 2.222,10", "per 100", "€ 9,38",
        "Korting", "€ −10,00", "Verzendkosten", "€ 6,95", "21 %", "9 %", "Al betaald", "€ −50,00",
        "NL13 TEST 0123 4567 89", "Pagina 1 van 1",
    ):  # fmt: skip
        assert item in text, item
    assert f"Te betalen {pdf_amount(document)}" in text


def pdf_amount(document: Document) -> str:
    euros, cents = divmod(document.totals.payable_cents, 100)
    return f"€ {euros:,}".replace(",", ".") + f",{cents:02}"


@pytest.mark.parametrize(
    ("document", "sentences"),
    [
        (credit_note(), ["Creditnota", "Crediteert factuur F2026-000123", "Terug te ontvangen"]),
        (
            intra_community(),
            ["artikel 138, lid 1", "DE136695976", "NL000099998B57", "Duitsland", "Leverdatum"],
        ),
        (
            invoice(line(vat_permille=0, vat_category="AE"), buyer=BELGIAN),
            ["Btw verlegd", "BE0403170701", "België"],
        ),
        (document_of(CASES["16-prepaid"]), ["Deze factuur is betaald", "Te betalen € 0,00"]),
        (
            invoice(
                payment=Payment(means=Means.DIRECT_DEBIT, mandate="MND-42"), period=(date(2026, 1, 1),) * 2
            ),
            ["Wij schrijven € 121,00", "MND-42", "1 januari 2026 t/m 1 januari 2026"],
        ),
        (
            invoice(language="en"),
            ["Invoice number F2026-000123", "22 November 2026", "Please pay €121.00", "21%"],
        ),
    ],
)
def test_each_kind_of_document_says_what_it_must(document: Document, sentences: list[str]) -> None:
    text = text_of(document)

    for sentence in sentences:
        assert sentence in text, sentence


def test_a_payment_code_is_shown_only_where_something_is_to_be_transferred() -> None:
    assert pdf.payment_code(invoice())
    assert pdf.payment_code(credit_note()) is None
    assert pdf.payment_code(invoice(prepaid_cents=12_100)) is None
    assert pdf.payment_code(invoice(number="F" * 141)) is None
    assert pdf.payment_code(invoice(payment=Payment(means=Means.DIRECT_DEBIT, mandate="M"))) is None


def test_a_long_invoice_repeats_its_head_and_splits_no_row() -> None:
    story = "Met ringlicht, keramische lagers en drievoudige spray. "
    rows = [line(f"Artikelnaam{nr}", description=f"{story * (nr % 19)} Slot{nr}.") for nr in range(60)]

    pages = [page.extract_text() for page in printed(invoice(*rows)).pages]

    assert len(pages) > 3
    assert all("Omschrijving" in page for page in pages)
    for number in range(60):
        (home,) = [page for page in pages if f"Artikelnaam{number}\n" in page]
        assert f"Slot{number}." in home
    assert "Te betalen" in pages[-1]
    assert "Artikelnaam59\n" in pages[-1]


def test_the_totals_never_stand_alone_on_a_page() -> None:
    turned = 0
    for count in range(8, 17):
        pages = [page.extract_text() for page in printed(invoice(*[line("Boor")] * count)).pages]
        turned += len(pages) > 1
        assert "Te betalen" in pages[-1]
        assert "Boor" in pages[-1]
    assert 0 < turned < 9
