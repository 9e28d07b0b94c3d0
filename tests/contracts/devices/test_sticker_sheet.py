"""Stickers come out of a printer on the labels of the sheet: 24 to a page, none cut in two."""

from io import BytesIO

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from tests.accounts.people import signed_in
from tests.contracts.service.visiting import a_device
from tests.journeys import steps
from tests.servers import House
from tests.shop.builders import a_member, a_practice

pytestmark = [
    pytest.mark.browser,
    pytest.mark.servers,
    pytest.mark.django_db(transaction=True),
    pytest.mark.any_database,
    pytest.mark.timeout(240),
]
A4 = (595, 842)
PLACES = """() => [...document.querySelectorAll(".sticker")].slice(0, 5).map((one) => {
  const box = one.getBoundingClientRect();
  return [box.x, box.y + scrollY, box.width, box.height].map((size) => Math.round(size * 25.4 / 96));
})"""


def test_stickers_are_printed_on_sheets_of_24(house: House, page: Page) -> None:
    practice = a_practice()
    for _number in range(26):
        a_device(practice, brand="Melag", model="Vacuklav 40 B+ Evolution met een lange naam", room="Kamer 3")
    steps.let_in(page, house, signed_in(a_member(practice, "manager")))
    page.goto(f"{house.origin}/mijn/apparaten/stickers/")
    page.emulate_media(media="print")
    assert page.evaluate(PLACES) == [
        [0, 0, 70, 37],
        [70, 0, 70, 37],
        [140, 0, 70, 37],
        [0, 37, 70, 37],
        [70, 37, 70, 37],
    ]

    paper = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    assert [tuple(round(side) for side in sheet.mediabox[2:]) for sheet in paper.pages] == [A4, A4]
    assert [sheet.extract_text().count("Storing?") for sheet in paper.pages] == [24, 2]
