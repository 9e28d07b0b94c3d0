"""What a scanner types is understood, whatever the scanner."""

from datetime import date

import pytest

from shop.stock.scan import Scan, Unreadable, read

EVERYTHING = Scan("04012345678901", "ABC123", "SN0001", date(2027, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "010401234567890117271231 10ABC123<GS>21SN0001",
        "010401234567890117271231" + "10ABC123\x1d21SN0001\r\n",
        "]d2010401234567890117271231" + "10ABC123\x1d21SN0001",
        "(01)04012345678901(17)271231(10)ABC123(21)SN0001",
        "(01)04012345678901 (17)271200 (10)ABC123 (21)SN0001",
        "https://id.gs1.org/01/04012345678901/10/ABC123/21/SN0001?17=271231",
    ],
)
def test_a_gs1_code_tells_article_lot_serial_and_expiry(text: str) -> None:
    assert read(text) == EVERYTHING


@pytest.mark.parametrize("text", ["4012345678901", " 4012345678901 ", "04012345678901"])
def test_a_plain_code_tells_the_article(text: str) -> None:
    assert read(text) == Scan(gtin="04012345678901")


def test_a_code_may_tell_how_many() -> None:
    assert read("(01)04012345678901(30)12(10)A").quantity == 12


@pytest.mark.parametrize("text", ["", "hallo", "4012345678902", "(01)123", "\x1d"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        read(text)
