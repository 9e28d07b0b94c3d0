"""Staff read every letter before customers do: each language, each part, closed off from everything."""

import re
from itertools import product

import pytest
import time_machine
from django.template import TemplateDoesNotExist
from django.test import Client
from django.utils.html import escape

from contracts.devices.models import Recall
from contracts.service.models import Case
from d4d.desk import letters
from d4d.foundation import clock, mail
from privacy.models import Disclosure
from tests.accounts.people import post_is_delivered, signed_in, somebody_of_the_staff

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def desk() -> Client:
    return signed_in(somebody_of_the_staff(), second_factor=True)


def test_every_letter_can_be_read_in_each_language_and_part(desk: Client) -> None:
    page = desk.get("/beheer/brieven/").content.decode()
    every = letters.every_letter()
    assert len(every) > 35
    for letter in every:
        subjects = set()
        for language, part in product(letters.LANGUAGES, letters.PARTS):
            path = f"/beheer/brieven/{letter.room}/{letter.name}/{language}.{part}"
            assert f'href="{path}"' in page
            answer = desk.get(path)
            assert answer.status_code == 200, path
            assert answer["Content-Security-Policy"] == letters.POLICY
            text = answer.content.decode()
            assert "Traceback" not in text
            if part == "txt":
                subjects.add(text.splitlines()[0])
        assert all(subjects), letter
        assert "" not in subjects


def test_amounts_days_and_names_are_made_up_by_their_names(desk: Client) -> None:
    text = desk.get("/beheer/brieven/invoicing/invoice/nl.txt").content.decode()
    assert "2026-000123" in text
    assert "€\xa0123,45" in text
    assert "2 maart 2026" in text
    assert "‹" in desk.get("/beheer/brieven/orders/released/nl.txt").content.decode()


def test_a_button_bears_its_own_words_and_a_letter_without_one_shows_none(desk: Client) -> None:
    seen = {}
    for one, language in product(letters.every_letter(), letters.LANGUAGES):
        shown = letters.filled(f"{one.room}/{one.name}", language)
        assert "button text" not in shown.html + shown.text, one
        found = re.search(r'<a class="button"[^>]*>([^<]*)</a>', shown.html)
        seen[one.room, one.name, language] = found[1] if found else ""
    assert (seen["orders", "held", "nl"], seen["orders", "held", "en"]) == (
        "Bekijk uw bestelling",
        "See your order",
    )
    assert f"{seen['orders', 'held', 'nl']}:\n" in letters.filled("orders/held", "nl").text
    assert seen["devices", "complaint", "en"] == seen["service", "to_supplier", "en"] == ""
    assert len({words for words in seen.values() if words}) > 50


def test_a_letter_that_leads_somewhere_without_a_word_to_press_does_not_leave() -> None:
    with pytest.raises(TemplateDoesNotExist):
        mail.render_with("mail/privacy/request_decided", "nl", {"button_url": "https://www.example.com/"})


def test_every_letter_bears_its_subject_as_its_title() -> None:
    for one, language in product(letters.every_letter(), letters.LANGUAGES):
        shown = letters.filled(f"{one.room}/{one.name}", language)
        assert f"<title>{escape(shown.subject)}</title>" in shown.html, one


def test_a_subject_is_text_and_nothing_in_it_is_written_as_html() -> None:
    named = {"case": Case(number="V26-1", about="Kit & lijm <A2>"), "recall": Recall(title="Boor & frees")}
    for template in ("service/case_received", "service/case_answered", "devices/recall"):
        subject = mail.render_with(f"mail/{template}", "nl", letters._Facts(named)).subject
        assert "&amp;" not in subject
        assert "&" in subject


def test_there_is_no_other_letter_and_no_reader_from_outside(desk: Client) -> None:
    for path in ("orders/nothing/nl.html", "orders/confirmed/fr.html", "orders/confirmed/nl.pdf"):
        assert desk.get(f"/beheer/brieven/{path}").status_code == 404
    assert Client().get("/beheer/brieven/orders/confirmed/nl.html").status_code == 302


def test_a_test_goes_to_who_asked_and_says_so_in_its_subject() -> None:
    colleague, asks = somebody_of_the_staff("eva@d4d.example"), somebody_of_the_staff()
    desk = signed_in(asks, second_factor=True)
    page = "/beheer/brieven/orders/confirmed/en/proef/"
    assert page in desk.get("/beheer/brieven/").content.decode()
    assert [desk.get(page).status_code, desk.post(page.replace("/en/", "/fr/")).status_code] == [404, 404]
    with time_machine.travel(clock.now(), tick=False):
        for _again in range(2):
            assert desk.post(page, {"to": colleague.email})["Location"] == "/beheer/brieven/"
    shown = letters.filled("orders/confirmed", "en")
    assert [(one.to, one.subject, one.body) for one in post_is_delivered()] == [
        ([asks.email], f"Test: {shown.subject}", shown.text)
    ]
    html = str(post_is_delivered()[0].alternatives[0][0])
    assert (html.count("<p"), "&lt;" in html) == (shown.html.count("<p"), "&lt;" in shown.html)
    door = Disclosure.objects.get()
    assert (door.subject, door.occasion) == (asks.subject.uuid, "test of orders/confirmed")


def test_only_so_many_tests_leave_in_an_hour(desk: Client) -> None:
    answers = [desk.post("/beheer/brieven/orders/confirmed/nl/proef/").status_code for _ in range(31)]
    assert answers == [302] * 30 + [429]
