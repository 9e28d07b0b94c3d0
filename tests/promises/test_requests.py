"""People use their rights by every door, and nobody uses the rights of another."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client

from d4d.foundation import clock
from privacy.models import Request
from tests.accounts.people import (
    link_in,
    post_is_delivered,
    signed_in,
)
from tests.promises.desk import a_customer, act, asked, letters_to, the_officer

pytestmark = pytest.mark.django_db
VISITOR = {"kind": "access", "name": "Anna de Vries", "email": "anna@linde.example", "text": ""}


@pytest.mark.promise("PV66")
def test_a_correction_has_its_date_and_its_note_stands_beside_the_data() -> None:
    anna = a_customer()
    row = asked(anna, "correctie", text="Mijn voornaam is Anne", statement="Ik heet Anne, niet Anna")
    assert (row.kind, row.source, row.identity) == ("correction", "account", "signed_in")
    assert row.due_on > clock.today() + timedelta(days=27)
    page = signed_in(anna).get("/mijn/privacy/verzoeken/").content.decode()
    assert row.number in page
    assert f"{row.due_on.day} " in page
    (letter,) = letters_to(anna.email)
    assert row.number in str(letter.subject)
    desk = the_officer()
    at_the_desk = desk.get(f"/beheer/accounts/user/{anna.pk}/change/").content.decode()
    assert "Ik heet Anne, niet Anna" in at_the_desk
    act(desk, row, "decide", outcome="refused", article="GDPR art. 16", answer="Zo staat u ingeschreven.")
    assert "Ik heet Anne, niet Anna" in desk.get(f"/beheer/accounts/user/{anna.pk}/change/").content.decode()
    assert "Zo staat u ingeschreven." in signed_in(anna).get("/mijn/privacy/verzoeken/").content.decode()


@pytest.mark.promise("PV66")
def test_what_comes_by_telephone_counts_from_that_day() -> None:
    desk = the_officer()
    day = clock.today() - timedelta(days=10)
    answers = {"kind": "access", "source": "phone", "received_on": day.isoformat(), "name": "Bo Kok"}
    desk.post("/beheer/privacy/request/add/", {**answers, "email": "bo@kok.example", "text": "Wat weet u?"})
    row = Request.objects.get()
    assert clock.local(row.received_at).date() == day
    assert (row.source, row.identity, row.days_left < 22) == ("phone", "", True)
    assert [letter.to for letter in post_is_delivered()] == [["bo@kok.example"]]
    tomorrow = {**answers, "received_on": (clock.today() + timedelta(days=1)).isoformat(), "text": "x"}
    assert desk.post("/beheer/privacy/request/add/", tomorrow).status_code == 200
    assert Request.objects.count() == 1


@pytest.mark.promise("PV66")
def test_the_public_form_says_the_same_to_a_stranger_and_to_a_customer() -> None:
    a_customer()
    answers = []
    for address in ("anna@linde.example", "niemand@nergens.example"):
        client = Client()
        response = client.post("/privacy/verzoek/", {**VISITOR, "email": address}, follow=True)
        answers.append((response.redirect_chain, response.content))
    assert answers[0] == answers[1]
    rows = Request.objects.order_by("pk")
    assert [(row.subject, row.state, row.identity) for row in rows] == [(None, "identifying", "")] * 2
    letters = post_is_delivered()
    assert [letter.to for letter in letters] == [["anna@linde.example"], ["niemand@nergens.example"]]
    bodies = [str(letter.body).replace(link_in(letter), "") for letter in letters]
    assert bodies[0].replace(rows[0].number, "") == bodies[1].replace(rows[1].number, "")
    assert "Anna" not in bodies[0]  # the name was typed by anybody


@pytest.mark.promise("PV66")
def test_a_link_and_a_second_fact_are_enough_and_a_wrong_one_is_not() -> None:
    anna = a_customer()
    practice = anna.memberships.get().practice
    Client().post("/privacy/verzoek/", VISITOR)
    row = Request.objects.get()
    path = link_in(post_is_delivered()[-1])
    client = Client()
    assert client.get(path).status_code == 200
    client.post(path, {"fact": "100999999"})
    row.refresh_from_db()
    assert (row.identity, row.state) == ("", "identifying")
    with time_machine.travel(clock.now() + timedelta(days=6), tick=False):
        client.post(path, {"fact": practice.number})
        row.refresh_from_db()
    assert (row.identity, row.state, row.subject) == ("link_and_fact", "received", anna.subject.uuid)
    assert row.due_on == row.original_due_on + timedelta(days=6)
    assert str(row.pk) != path
    assert "anna" not in path.lower()


@pytest.mark.promise("PV66")
def test_guessing_at_the_second_fact_ends_after_five_tries() -> None:
    anna = a_customer()
    Client().post("/privacy/verzoek/", VISITOR)
    path = link_in(post_is_delivered()[-1])
    client = Client()
    for number in range(5):
        client.post(path, {"fact": f"99{number}"})
    client.post(path, {"fact": anna.memberships.get().practice.number})
    assert Request.objects.get().identity == ""


@pytest.mark.parametrize("token", ["x", "WzEsIlYyMDI2LTAwMDEiXQ:1wXyz:abc", "%00"])
def test_a_forged_link_opens_nothing(token: str) -> None:
    assert Client().get(f"/privacy/verzoek/{token}/").status_code == 404


def test_the_public_form_is_throttled() -> None:
    codes = [Client().post("/privacy/verzoek/", VISITOR).status_code for _ in range(4)]
    assert codes == [302, 302, 302, 429]
    assert Request.objects.count() == 3


def test_what_nobody_confirms_lapses_and_is_no_request_of_anybody() -> None:
    from privacy.requests.receiving import let_lapse

    Client().post("/privacy/verzoek/", VISITOR)
    let_lapse()
    assert Request.objects.running().count() == 1
    with time_machine.travel(clock.now() + timedelta(days=31), tick=False):
        let_lapse()
    assert Request.objects.get().state == "withdrawn"


def test_asking_twice_from_the_account_is_one_request() -> None:
    anna = a_customer()
    first = asked(anna, "klacht", text="Te traag")
    second = asked(anna, "klacht", text="En te duur")
    assert (first.pk, Request.objects.count()) == (second.pk, 1)
    assert "En te duur" in second.text


def test_a_request_is_taken_back_by_its_owner_alone() -> None:
    anna, bo = a_customer(), a_customer("bo@oost.example")
    row = asked(anna, "klacht", text="Laat maar")
    path = f"/mijn/privacy/verzoeken/{row.number}/intrekken/"
    assert signed_in(bo).post(path).status_code == 404
    assert signed_in(anna).post(path).status_code == 302
    assert signed_in(anna).post(path).status_code == 404
    row.refresh_from_db()
    assert row.state == "withdrawn"


def test_a_stranger_in_somebodys_name_cannot_touch_their_own_request() -> None:
    anna = a_customer()
    own = asked(anna, "klacht", text="Van mij")
    Client().post("/privacy/verzoek/", {**VISITOR, "kind": "complaint", "text": "Van een ander"})
    own.refresh_from_db()
    assert own.text == "Van mij"
    path = link_in(mail.outbox[-1]) if mail.outbox else link_in(post_is_delivered()[-1])
    Client().post(path, {"fact": anna.memberships.get().practice.number})
    own.refresh_from_db()
    assert own.text == "Van mij\n\nVan een ander"  # it was her after all: one request, nothing lost
    assert Request.objects.running().count() == 1
