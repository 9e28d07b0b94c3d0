"""Every answer says why and where to complain, and everybody knows whom to ask."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from d4d.foundation import clock
from tests.accounts.people import (
    signed_in,
)
from tests.promises.desk import a_customer, act, asked, both_parts, letters_to, the_officer

pytestmark = pytest.mark.django_db


@pytest.mark.promise("PV78")
@pytest.mark.parametrize(
    ("language", "wanted"),
    [
        ("nl", ("Autoriteit Persoonsgegevens", "rechtbank", "zes weken", "AVG art. 17 lid 3 onder b")),
        ("en", ("Autoriteit Persoonsgegevens", "district court", "six weeks", "GDPR art. 17(3)(b)")),
    ],
)
def test_a_refusal_names_the_reasons_the_ap_and_the_court(language: str, wanted: tuple[str, ...]) -> None:
    anna = a_customer()
    type(anna).objects.filter(pk=anna.pk).update(language=language)
    row = asked(anna, "klacht", text="U bewaart te veel")
    act(
        the_officer(),
        row,
        "decide",
        outcome="refused",
        article="GDPR art. 17(3)(b)",
        answer="De belastingwet vraagt <zeven> jaar.",
    )
    text, html = both_parts(letters_to(anna.email)[-1])
    for words in (*wanted, row.number):
        assert words in text
        assert words in html
    assert "<zeven>" in text
    assert "&lt;zeven&gt;" in html


@pytest.mark.promise("PV78")
def test_an_extension_is_told_in_the_first_month_with_its_reason_and_once() -> None:
    anna = a_customer()
    row = asked(anna, "vraag", text="Wie kreeg mijn gegevens?")
    before = row.due_on
    desk = the_officer()
    act(desk, row, "extend", reason="Wij zoeken in het papieren archief.")
    row.refresh_from_db()
    assert (row.original_due_on, row.due_on > before + timedelta(days=58)) == (before, True)
    text, _html = both_parts(letters_to(anna.email)[-1])
    assert "Wij zoeken in het papieren archief." in text
    assert "Autoriteit Persoonsgegevens" in text
    assert "rechtbank" in text
    assert act(desk, row, "extend", reason="Nog eens").status_code == 404
    late = asked(anna, "klacht", text="Te laat")
    with time_machine.travel(clock.now() + timedelta(days=40), tick=False):
        client = the_officer("later@d4d.example")
        assert act(client, late, "extend", reason="Druk").status_code == 404


@pytest.mark.promise("PV78")
def test_everybody_may_complain_to_the_ap_without_asking_us_first(client: Client) -> None:
    anna = a_customer()
    pages = [client.get("/privacy/"), client.get("/privacy/verzoek/")]
    pages += [signed_in(anna).get(path) for path in ("/mijn/privacy/", "/mijn/privacy/verzoeken/")]
    assert ["autoriteitpersoonsgegevens" in page.content.decode().lower() for page in pages] == [True] * 4


@pytest.mark.promise("PV77")
def test_the_mailbox_for_questions_stands_on_each_page_and_letter(client: Client, settings: Any) -> None:
    anna = a_customer()
    asked(anna, "vraag", text="Mag ik iets vragen?")
    mailbox = settings.CONTROLLER["email"]
    pages = [client.get(path).content.decode() for path in ("/privacy/", "/privacy/verzoek/", "/cookies/")]
    signed = signed_in(anna)
    own = ("mine", "shared", "looked", "requests")
    pages += [signed.get(reverse(f"privacy:{name}")).content.decode() for name in own]
    assert [mailbox in page for page in pages] == [True] * 7
    assert [mailbox in str(letter.body) for letter in letters_to(anna.email)] == [True]


@pytest.mark.promise("PV79")
def test_who_decides_about_the_data_is_named_everywhere(client: Client, settings: Any) -> None:
    anna = a_customer()
    asked(anna, "vraag", text="Wie bent u?")
    company = settings.CONTROLLER
    facts = [company[name] for name in ("name", "street", "postcode", "city", "kvk_number")]
    assert facts[0] == "Tandheelkunde Innovaties B.V."
    for text in (client.get("/privacy/").content.decode(), str(letters_to(anna.email)[0].body)):
        assert [fact for fact in facts if fact not in text] == []
