"""People use their rights: correction, restriction, objection, question, complaint, by every door."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from d4d.foundation import clock
from privacy.disclosure import disclose
from privacy.gate import NotPermitted, Refused, may_use
from privacy.models import DataSubject, Objection, Request, Restriction
from privacy.vocabulary import (
    ACCOUNT,
    BOOKS,
    CLAIM,
    LAWYER,
    MANAGEMENT,
    NEWSLETTER,
    PARTNERS,
    POSTNL,
    RECIPIENTS,
    SECURITY,
)
from tests.accounts.people import (
    a_colleague,
    a_practice,
    dutch,
    link_in,
    manager_of,
    post_is_delivered,
    signed_in,
)
from tests.promises.desk import a_customer, a_role, act, asked, both_parts, letters_to, the_officer

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


@pytest.mark.promise("PV68")
def test_restriction_freezes_everything_but_duties_and_claims(client: Client) -> None:
    anna = a_customer()
    person = anna.subject.uuid
    row = asked(anna, "beperking", about="a", text="Mijn adres klopt niet")
    assert not isinstance(may_use(person, ACCOUNT, "email"), Refused)
    desk = the_officer()
    act(desk, row, "decide", outcome="granted", answer="Wij zoeken het uit.")
    assert DataSubject.objects.get(uuid=person).state == "restricted"
    for purpose in (ACCOUNT, NEWSLETTER, SECURITY, MANAGEMENT):
        assert isinstance(may_use(person, purpose, "email", anna.email), Refused), purpose
    for purpose in (BOOKS, CLAIM):
        assert not isinstance(may_use(person, purpose, "email"), Refused), purpose
    gone: list[str] = []
    with pytest.raises(NotPermitted):
        disclose(POSTNL, {"city": "R"}, lambda: gone.append("x"), subject=person, occasion="parcel 1")
    assert gone == []


@pytest.mark.promise("PV68")
def test_frozen_people_can_be_read_and_not_changed_at_the_desk() -> None:
    practice = a_practice()
    anna, bo = manager_of(practice), a_colleague(practice, "buyer", "bo@linde.example")
    act(the_officer(), asked(anna, "beperking", about="c"), "decide", outcome="granted")
    desk = signed_in(a_role("sales", "sales@d4d.example"), second_factor=True)
    page = desk.get(f"/beheer/accounts/user/{anna.pk}/change/")
    assert dutch("The data of this person is restricted: it may be read and kept, not changed or used.") in (
        page.content.decode()
    )
    assert "_save" not in page.content.decode()
    facts = {"salutation": "", "first_name": "X", "last_name": "Y", "phone": "", "language": "nl"}
    assert desk.post(f"/beheer/accounts/user/{anna.pk}/change/", facts).status_code == 403
    anna.refresh_from_db()
    assert anna.first_name == "Anna"
    assert (
        desk.post(f"/beheer/accounts/user/{bo.pk}/change/", {**facts, "is_active": "on"}).status_code == 302
    )
    bo.refresh_from_db()
    assert bo.first_name == "X"


@pytest.mark.promise("PV68")
def test_a_restriction_is_lifted_only_after_the_letter(settings: Any) -> None:
    anna = a_customer()
    act(the_officer(), asked(anna, "beperking", about="b"), "decide", outcome="granted")
    post_is_delivered()
    restriction, desk = Restriction.objects.get(), the_officer("tweede@d4d.example")
    assert act(desk, restriction, "lift").status_code == 404  # nothing was announced
    act(desk, restriction, "announce", reason="Het adres is verbeterd.")
    refused = act(desk, restriction, "lift")
    assert refused.status_code == 200  # the letter lies in the outbox still
    assert DataSubject.objects.get(uuid=anna.subject.uuid).state == "restricted"
    told = letters_to(anna.email)[-1]
    assert "Het adres is verbeterd." in str(told.body)
    act(desk, restriction, "lift")
    assert DataSubject.objects.get(uuid=anna.subject.uuid).state == "active"
    with pytest.raises(DatabaseError), transaction.atomic():
        Restriction.objects.update(notice_sent_at=None)


@pytest.mark.promise("PV70")
def test_an_objection_to_marketing_is_immediate_and_absolute() -> None:
    anna = a_customer()
    row = asked(anna, "bezwaar", about="marketing")
    assert (row.state, row.article) == ("granted", "GDPR art. 21(3)")
    assert isinstance(may_use(anna.subject.uuid, NEWSLETTER, "email", anna.email), Refused)


@pytest.mark.promise("PV70")
def test_another_interest_stops_until_it_is_weighed() -> None:
    anna = a_customer()
    person = anna.subject.uuid
    assert not isinstance(may_use(person, MANAGEMENT, "email"), Refused)
    row = asked(anna, "bezwaar", about="management", text="Mijn praktijk wordt zo herkenbaar")
    assert row.is_running
    assert isinstance(may_use(person, MANAGEMENT, "email"), Refused)
    assert not isinstance(may_use(person, ACCOUNT, "email"), Refused)
    desk = the_officer()
    assert act(desk, row, "decide", outcome="refused").status_code == 200  # no reasons, no refusal
    assert isinstance(may_use(person, MANAGEMENT, "email"), Refused)
    act(desk, row, "decide", outcome="refused", article="GDPR art. 21(1)", answer="De boekhouder eist het.")
    assert not isinstance(may_use(person, MANAGEMENT, "email"), Refused)
    assert Objection.objects.filter(ended_at=None).count() == 0


@pytest.mark.promise("PV70")
def test_only_what_rests_on_our_interest_can_be_objected_to() -> None:
    anna = a_customer()
    for about in ("account", "claim", "books", "x", ""):
        response = signed_in(anna).post("/mijn/privacy/verzoeken/bezwaar/", {"about": about})
        assert response.status_code == 200, about
    assert not Request.objects.exists()


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


@pytest.mark.promise("PV42", "PV54")
def test_what_a_lawyer_needs_for_a_claim_goes_even_when_data_is_restricted() -> None:
    anna = a_customer()
    act(the_officer(), asked(anna, "beperking", about="c"), "decide", outcome="granted")
    sent = disclose(
        LAWYER,
        {"last_name": anna.last_name, "invoice_number": "F2026-1"},
        lambda: "sent",
        subject=anna.subject.uuid,
        occasion="request L1",
    )
    assert sent == "sent"
    page = signed_in(anna).get("/mijn/privacy/gedeeld/").content.decode()
    assert dutch("Lawyer") in page
    assert dutch("invoice number") in page
    assert anna.last_name not in page.split("<table")[1].split("</table")[0]


@pytest.mark.promise("PV51", "PV73")
def test_nobody_is_a_partner_and_nothing_asks_for_one() -> None:
    anna = a_customer()
    assert [one.code for one in RECIPIENTS.values() if one.purpose is PARTNERS] == []
    assert isinstance(may_use(anna.subject.uuid, PARTNERS, "partners"), Refused)
    page = signed_in(anna).get("/mijn/privacy/voorkeuren/").content.decode()
    assert "partner" not in page.lower()


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


@pytest.mark.promise("PV68")
def test_somebody_frozen_cannot_order_and_their_colleagues_can() -> None:
    practice = a_practice(state="approved")
    anna, bo = manager_of(practice), a_colleague(practice, "buyer", "bo@linde.example")
    act(the_officer(), asked(anna, "beperking", about="a"), "decide", outcome="granted")
    refused = signed_in(anna).get("/winkelwagen/")
    assert (refused.status_code, "/mijn/privacy/verzoeken/" in refused.content.decode()) == (403, True)
    assert signed_in(bo).get("/winkelwagen/").status_code == 200
