"""Mails as practices write them: what they order is found, and nothing else in them is."""

import pytest

from shop.catalogue import services as catalogue
from shop.catalogue.search import vocabulary
from shop.intake.reading.articles import Recognised, recognise
from tests.shop.builders import an_article

pytestmark = pytest.mark.django_db

FIVE_LINES = """\
Van: Sanne de Wit <sanne@linde.example>
Verzonden: maandag 23 november 2026 8:12
Aan: verkoop@dentists4dentists.example
Onderwerp: bestelling

Goedemorgen,

Graag willen wij voor vrijdag 27 november bestellen:

- 2x KT-INS114-DRE
- 4711 0815/A, 3 stuks
- 08712345678906  5
- drie dozen handschoen nitril blouw
- 2 st. wonderlijm extra sterk

Kunt u dit leveren op het gewone adres?

Met vriendelijke groet,
Sanne de Wit
Lindelaan 4, 5211 AB Den Bosch
tel. 073 - 555 12 34 | KvK 12345678
2x beste praktijk van 2025

Op vr 20 nov. 2026 om 10:01 schreef D4D <verkoop@dentists4dentists.example>:
> 9x GL-8
> Uw bestelling 12345 is onderweg.
"""

# What a mail says, and the number and pieces of every line that is found; None where we must ask.
MAILS = {
    "a sentence with two": (
        "Beste, mogen wij 2x KT-INS114-DRE en 3 stuks GL-8? Dank!",
        [("KT-INS114-DRE", 2), ("GL-8", 3)],
    ),
    "prices and a table": (
        "artikel;aantal;prijs\nKT INS114 DRE;4;24,95\nGL-8;1;€ 9,50",
        [("KT-INS114-DRE", 4), ("GL-8", 1)],
    ),
    "no quantity": ("Hallo, graag\nGL-8\nGroetjes Bo", [("GL-8", 1)]),
    "twice the same": ("2x GL-8\n1 doos handschoenen nitril blauw", [("GL-8", 3)]),
    "written figures": ("twee stuks GL-8 aub\néén doos KT-INS114-DRE", [("GL-8", 2), ("KT-INS114-DRE", 1)]),
    "quoted only": ("Dank u wel!\n\n> 2x GL-8\n> 1x KT-INS114-DRE", []),
    "only a signature": ("Bedankt voor de snelle levering.\n\nmvg\nGL-8 BV, 2x gekozen", []),
    "an afterthought": (
        "2x GL-8\nGroeten, Bo\nPS: ook nog 1x KT-INS114-DRE",
        [("GL-8", 2), ("KT-INS114-DRE", 1)],
    ),
    "forwarded": (
        "Zie hieronder.\n\n---- Doorgestuurd bericht ----\nVan: Bo <bo@linde.example>\nAan: Sanne\n\n2x GL-8",
        [("GL-8", 2)],
    ),
    "windows line ends": ("Beste,\r\n\r\n2x GL-8\r\n\r\nGroet", [("GL-8", 2)]),
    "too many": ("20000 x GL-8", [("GL-8", None)]),
    "telephone and postcode": (
        "Bel 06-12345678 of mail bo@linde.nl\n5211 AB Den Bosch\nvoor 12 uur",
        [],
    ),
    "an unknown number": ("3x QQ-99-ZZ", [(None, 3)]),
    "nothing at all": ("", []),
    "only signs": ("\x00\u200b---***", []),
}


@pytest.fixture(autouse=True)
def shelves(db: None) -> None:
    """Three articles that the search knows."""
    vocabulary.forget()
    an_article(name="Turbine Expert", number="KT-INS114-DRE")
    an_article(name="Autoclaaf Lina", number="AC100", maker_number="4711-0815/A")
    an_article(name="Lijmspuit", number="LS-1", gtin="08712345678906")
    an_article(name="Handschoenen nitril blauw", number="GL-8")
    an_article(name="Handschoenen latex wit", number="GL-9")
    an_article(name="Lijm sterk", number="LM-1")
    catalogue.reindex_all()


def told(lines: list[Recognised]) -> list[tuple[str | None, int | None]]:
    return [(line.variant.number if line.variant else None, line.quantity) for line in lines]


def test_of_five_lines_four_are_known_and_one_is_asked_about() -> None:
    lines = recognise(FIVE_LINES)
    assert told(lines) == [("KT-INS114-DRE", 2), ("AC100", 3), ("LS-1", 5), ("GL-8", 3), (None, 2)]
    assert [line.match for line in lines] == ["number", "maker_number", "gtin", "name", "nothing"]
    assert [variant.number for variant in lines[4].suggested] == ["LM-1"]


@pytest.mark.parametrize("mail", MAILS)
def test_a_nasty_mail_says_what_it_orders(mail: str) -> None:
    text, expected = MAILS[mail]
    assert told(recognise(text)) == expected
