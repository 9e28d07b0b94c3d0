"""Quick order eats anything: what people paste, scan and send in, and the lines it must become."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shop.cart.quick_order.finding import find
from shop.cart.quick_order.reading import MOST_OPTIONS, read, read_row
from shop.cart.quick_order.tidying import LONGEST_LINE, MOST_LINES, text_of
from shop.catalogue.models import SearchNumber, Variant
from shop.catalogue.search.words import plain_number
from tests.shop.builders import an_article

SPIEGEL, TANG, BOOR, GEL, RAGER = "12345", "KT-INS114-DRE", "PX.900-2", "G1", "SV-RAG-ROZ"
GTIN = "08712345678906"
ARTICLES = {
    SPIEGEL: {},
    TANG: {"gtin": GTIN, "maker_number": "1.621.9488"},
    BOOR: {"maker_number": "391-7816"},
    GEL: {"gtin": "4006381333931"},
    RAGER: {},
}
GS = "\x1d"

# What came in, and what must be understood: our number and pieces; None pieces are a refused quantity,
# a None number is a line that no article is meant by.
TABLE: dict[str, list[tuple[str | None, int | None]]] = {
    "12345": [(SPIEGEL, 1)],
    "2x 12345": [(SPIEGEL, 2)],
    "2 x 12345": [(SPIEGEL, 2)],
    "2x12345": [(SPIEGEL, 2)],
    "2 × 12345": [(SPIEGEL, 2)],
    "12345x2": [(SPIEGEL, 2)],
    "12345 x 2": [(SPIEGEL, 2)],
    "12345 (2x)": [(SPIEGEL, 2)],
    "12345;2": [(SPIEGEL, 2)],
    "12345\t2": [(SPIEGEL, 2)],
    "12345,2": [(SPIEGEL, 2)],
    "12345, 2": [(SPIEGEL, 2)],
    "12345 | 2": [(SPIEGEL, 2)],
    "2;12345": [(SPIEGEL, 2)],
    '"12345";"2"': [(SPIEGEL, 2)],
    '="12345";2': [(SPIEGEL, 2)],
    "12345;2,0": [(SPIEGEL, 2)],
    "12345;2.00": [(SPIEGEL, 2)],
    "12345\t1.000": [(SPIEGEL, 1000)],
    "12345\t1,000": [(SPIEGEL, 1000)],
    "12345\t1\u00a0000": [(SPIEGEL, 1000)],
    "12345\t1.000,00": [(SPIEGEL, 1000)],
    "12345:2": [(None, None)],
    "12345 aantal: 3": [(SPIEGEL, 3)],
    "3 stuks 12345": [(SPIEGEL, 3)],
    "12345 mondspiegel 3 st. à € 12,50": [(SPIEGEL, 3)],
    "12345;Mondspiegel maat 4;3;€ 2,95;€ 8,85": [(SPIEGEL, 3)],
    "1 12345 Mondspiegel maat 4 3 2,95 8,85": [(SPIEGEL, 3)],
    "12345 Mondspiegel 24,95": [(SPIEGEL, 1)],
    "12345 gaas 10 x 10 cm 2 doosjes": [(SPIEGEL, 2)],
    "KT INS114 DRE 3": [(TANG, 3)],
    "kt-ins 114.dre 3": [(TANG, 3)],
    "3 KT INS114 DRE": [(TANG, 3)],
    "KT-INS114-DRE": [(TANG, 1)],
    "1.621.9488 4": [(TANG, 4)],
    "391-7816;4": [(BOOR, 4)],
    "SV-RAG-ROZ 10": [(RAGER, 10)],
    "2x sv-rag-roz": [(RAGER, 2)],
    "SV-RAG-ROZ\t10": [(RAGER, 10)],
    "SV-RAG-ROZ;Ragers roze;10": [(RAGER, 10)],
    "px 900 2 5": [(BOOR, 5)],
    "8712345678906 2": [(TANG, 2)],
    "8 712345 678906": [(TANG, 1)],
    "8712345678906,00;2": [(TANG, 2)],
    "8712345678906\n8712345678906\n8712345678906": [(TANG, 3)],
    "8712345678906 8712345678906 4006381333931": [(TANG, 2), (GEL, 1)],
    f"(01){GTIN}(17)270101(10)LOT7": [(TANG, 1)],
    f"(01) {GTIN} (10) LOT 7": [(TANG, 1)],
    f"(01){GTIN}(10)A1(01){GTIN}(10)A1": [(TANG, 2)],
    f"(01){GTIN}(10)A1(30)6": [(TANG, 6)],
    f"(01){GTIN}(10)A1 x3": [(TANG, 3)],
    f"]d201{GTIN}1727010110LOT7": [(TANG, 1)],
    f"01{GTIN}10LOT7{GS}3012": [(TANG, 12)],
    f"https://id.gs1.org/01/{GTIN}/10/LOT7": [(TANG, 1)],
    "• 12345 – 2 stuks": [(SPIEGEL, 2)],
    "1. 12345  2\n2. KT-INS114-DRE  3": [(SPIEGEL, 2), (TANG, 3)],
    "> - [x] 12345, 2 st": [(SPIEGEL, 2)],
    "12345\u00a0\u00a02": [(SPIEGEL, 2)],
    "\ufeff12345;2": [(SPIEGEL, 2)],
    "\u202b12345\u202c \u200f2": [(SPIEGEL, 2)],
    "1\x002345;\x002": [(SPIEGEL, 2)],
    "１２３４５　２": [(SPIEGEL, 2)],
    "١٢٣٤٥ ٢": [(SPIEGEL, 2)],
    "12345;2\r12345;3\r\n12345;4": [(SPIEGEL, 9)],
    "12345\u20282345": [(SPIEGEL, 1), (None, None)],
    "Artikelnummer;Omschrijving;Aantal\n12345;Spiegel 22 mm 5;2": [(SPIEGEL, 2)],
    "Aantal,Art.nr.\n2,12345": [(SPIEGEL, 2)],
    "12345;0": [(SPIEGEL, None)],
    "12345;-2": [(SPIEGEL, None)],
    "12345 -2": [(SPIEGEL, None)],
    "12345;1e9": [(SPIEGEL, None)],
    "12345;1E+09": [(SPIEGEL, None)],
    "12345;1000000000": [(SPIEGEL, None)],
    "12345;2,5": [(SPIEGEL, None)],
    "12345;10000": [(SPIEGEL, None)],
    "12345;9999\n12345;1": [(SPIEGEL, None)],
    "12345 2\n12345 -1": [(SPIEGEL, None)],
    "99999;2": [(None, None)],
    "Beste collega, graag voor vrijdag:\n2x 12345": [(None, None), (SPIEGEL, 2)],
    "-----\n\n;;;\n12345": [(SPIEGEL, 1)],
    "": [],
    "\u00a0\u200b\x00": [],
}


@pytest.fixture
def articles(db: None) -> None:
    """The articles of the table, as the search knows them."""
    for number, facts in ARTICLES.items():
        variant = an_article(number=number, **facts)
        for written in {variant.number, variant.maker_number, variant.gtin} - {""}:
            SearchNumber.objects.create(
                variant=variant, product=variant.product, number=plain_number(written)
            )


def understood(text: str) -> list[tuple[str | None, int | None]]:
    return [
        (asked.variant.number if asked.variant else None, asked.amount.pieces if asked.amount else None)
        for asked in find(read(text).readings)
    ]


@pytest.mark.usefixtures("articles")
@pytest.mark.parametrize("text", TABLE, ids=ascii)
def test_what_came_in_becomes_the_lines_that_were_meant(text: str) -> None:
    assert understood(text) == TABLE[text]


@pytest.mark.usefixtures("articles")
def test_the_longer_number_is_meant_when_both_exist() -> None:
    variant = an_article(number="KT-INS114")
    SearchNumber.objects.create(variant=variant, product=variant.product, number="KTINS114")
    assert understood("KT INS114 DRE 3\nKT INS114 3") == [(TANG, 3), ("KT-INS114", 3)]


@pytest.mark.usefixtures("articles")
def test_our_own_number_wins_from_another_makers() -> None:
    other = an_article(number="B-77", maker_number=SPIEGEL)
    SearchNumber.objects.create(variant=other, product=other.product, number=SPIEGEL)
    assert understood("12345;2") == [(SPIEGEL, 2)]


@pytest.mark.usefixtures("articles")
def test_a_number_of_two_makers_is_not_guessed() -> None:
    variants = [an_article(number=number, maker_number="700") for number in ("B-77", "B-78")]
    for variant in variants:
        SearchNumber.objects.create(variant=variant, product=variant.product, number="700")
    (asked,) = find(read("700;2").readings)
    assert asked.variant is None
    assert set(asked.rivals) == set(variants)
    Variant.objects.filter(pk=variants[0].pk).update(is_discontinued=True)
    assert understood("700;2") == [("B-78", 2)]


def test_a_spreadsheet_in_windows_1252_is_read() -> None:
    upload = "Artikel;Omschrijving;Aantal\r\n12345;Spiegel ø 22 – één;2\r\n".encode("cp1252")
    (reading,) = read(text_of(upload)).readings
    assert (reading.options[0].number, reading.options[0].amount.pieces) == ("12345", 2)
    assert "één" in reading.line


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_is_read_in_the_usual_encodings(encoding: str) -> None:
    assert text_of("12345;2 é".encode(encoding)) == "12345;2 é"


def test_more_lines_than_fit_are_counted_and_not_read() -> None:
    pasted = read("\n".join(f"A-{number};1" for number in range(1_200)))
    assert (len(pasted.readings), pasted.left_out) == (MOST_LINES, 1_200 - MOST_LINES)


def test_a_long_burst_of_the_same_scans_fits() -> None:
    pasted = read("\n".join(["8712345678906", "4006381333931"] * 1_000))
    assert [reading.options[0].amount.pieces for reading in pasted.readings] == [1_000, 1_000]
    assert pasted.left_out == 0


def test_a_quantity_in_its_own_box_wins() -> None:
    row = read_row("2x 12345", "7")
    assert row is not None
    assert {option.amount.pieces for option in row.options} == {7}
    assert read_row("  ", "7") is None


def test_a_quantity_in_its_own_box_that_is_no_number_is_refused() -> None:
    row = read_row("12345", "veel")
    assert row is not None
    assert (row.options[0].amount.written, row.options[0].amount.pieces) == ("veel", None)


NASTY = st.text(
    alphabet=st.one_of(
        st.sampled_from(string.digits + " \t\n\r;,.|x*-+()[]]€%\"'=/\x1d\x00\u202e\u00a0٣" + "aAeEkKtT"),
        st.characters(),
    ),
    max_size=200,
)


@settings(max_examples=400, deadline=None)
@given(NASTY)
def test_no_text_is_too_strange(text: str) -> None:
    for reading in read(text).readings:
        assert len(reading.line) <= LONGEST_LINE
        assert len(reading.options) <= MOST_OPTIONS
        for option in reading.options:
            assert option.number.isascii()
            assert option.amount.pieces is None or 1 <= option.amount.pieces <= 9_999
        assert len(reading.guess) == len(("number", "quantity"))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_no_file_is_too_strange(upload: bytes) -> None:
    read(text_of(upload))
