"""Who restricts or objects is left in peace, but for duties and claims."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

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
    POSTNL,
    SECURITY,
)
from tests.accounts.people import (
    a_colleague,
    a_practice,
    dutch,
    manager_of,
    post_is_delivered,
    signed_in,
)
from tests.promises.desk import a_customer, a_role, act, asked, letters_to, the_officer

pytestmark = pytest.mark.django_db


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


@pytest.mark.promise("PV68")
def test_somebody_frozen_cannot_order_and_their_colleagues_can() -> None:
    practice = a_practice(state="approved")
    anna, bo = manager_of(practice), a_colleague(practice, "buyer", "bo@linde.example")
    act(the_officer(), asked(anna, "beperking", about="a"), "decide", outcome="granted")
    refused = signed_in(anna).get("/winkelwagen/")
    assert (refused.status_code, "/mijn/privacy/verzoeken/" in refused.content.decode()) == (403, True)
    assert signed_in(bo).get("/winkelwagen/").status_code == 200
