"""Nothing leaves but by one door, to declared recipients, with their own fields; and people see it."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client

from d4d.foundation import clock
from privacy import disclosure, vocabulary
from privacy.authority import end_silence
from privacy.disclosure import NotOnTheList, disclose
from privacy.models import AuthorityRequest, Disclosure, Look
from privacy.vocabulary import AUTHORITY, DHL, MOLLIE, POSTNL, RECIPIENTS, Recipient
from tests.accounts.people import dutch, post_is_delivered, signed_in
from tests.promises.desk import a_customer, act, the_officer

pytestmark = pytest.mark.django_db

DEMAND = {
    "authority": "Politie Oost-Brabant",
    "statute": "art. 126nd Sv",
    "reference": "PL2100-2026",
    "demanded": ["last_name", "email"],
}
NEUTRAL = (
    "A law can oblige us to give data to an authority and to say nothing about it for some time. This "
    "sentence stands on everybody's page; whether it concerns you cannot be read from it. What was given "
    "stands here as soon as we may say so."
)


def a_demand(email: str, **facts: Any) -> AuthorityRequest:
    """A demand that the first officer wrote down."""
    desk = the_officer(f"schrijver{AuthorityRequest.objects.count()}@d4d.example")
    response = desk.post("/beheer/privacy/authorityrequest/add/", {**DEMAND, "email": email, **facts})
    assert response.status_code == 302, response.content.decode()
    return AuthorityRequest.objects.latest("pk")


def approved_by_two(row: AuthorityRequest) -> Client:
    """Two officers approve."""
    for number in range(2):
        desk = the_officer(f"officier{number}-{row.pk}@d4d.example")
        act(desk, row, "approve")
    return desk


@pytest.mark.promise("PV50")
@pytest.mark.parametrize("code", sorted(RECIPIENTS))
def test_a_recipient_gets_no_field_that_is_not_on_its_list(code: str) -> None:
    recipient, sent = RECIPIENTS[code], []
    everything = {name for one in RECIPIENTS.values() for name in one.gets} | {"salutation", "password"}
    for name in sorted(everything - recipient.gets):
        with pytest.raises(NotOnTheList):
            disclose(recipient, {name: "x"}, lambda: sent.append("x"), subject=None, occasion="x")
    assert (sent, Disclosure.objects.count()) == ([], 0)
    fields = dict.fromkeys(recipient.gets, "x")
    disclose(recipient, fields, lambda: sent.append("x"), subject=None, occasion="x")
    assert (len(sent), Disclosure.objects.get().fields) == (1, sorted(recipient.gets))


@pytest.mark.promise("PV50")
def test_the_lists_are_what_each_task_needs() -> None:
    assert {"phone", "email", "salutation"} & (MOLLIE.gets | POSTNL.gets | DHL.gets) == set()
    assert vocabulary.BREVO.gets == {"email", "content"}
    assert vocabulary.SUPPLIER.gets <= {
        "first_name",
        "last_name",
        "practice",
        "customer_number",
        "serial_number",
    }


@pytest.mark.promise("PV49")
def test_who_is_no_recipient_any_more_gets_nothing_and_keeps_the_name(monkeypatch: Any) -> None:
    anna = a_customer()
    person = anna.subject.uuid
    ended = Recipient(
        "oud",
        "Oude Bezorger",
        "NL",
        POSTNL.purpose,
        POSTNL.gets,
        since=date(2026, 1, 1),
        until=date(2026, 1, 31),
    )
    later = Recipient("nieuw", "Nieuwe Bezorger", "NL", POSTNL.purpose, POSTNL.gets, since=date(2100, 1, 1))
    monkeypatch.setitem(RECIPIENTS, "oud", ended)
    monkeypatch.setitem(RECIPIENTS, "nieuw", later)
    for one in (ended, later):
        with pytest.raises(NotOnTheList):
            disclose(one, {"city": "Oss"}, lambda: None, subject=person, occasion="parcel 1")
    with time_machine.travel(date(2026, 1, 20), tick=False):
        disclose(ended, {"city": "Oss"}, lambda: None, subject=person, occasion="parcel 1")
    assert "Oude Bezorger" in signed_in(anna).get("/mijn/privacy/gedeeld/").content.decode()


@pytest.mark.promise("PV32")
def test_people_see_each_parcel_payment_and_letter_a_page_at_a_time() -> None:
    anna = a_customer()
    for number in range(30):
        disclosure.note(
            POSTNL,
            {"city": "Oss", "addition": ""},
            subject=anna.subject.uuid,
            occasion=f"parcel P2026-{number}",
            purpose=POSTNL.purpose,
            at=clock.now() - timedelta(hours=number),
        )
    client = signed_in(anna)
    first = client.get("/mijn/privacy/gedeeld/").content.decode()
    second = client.get("/mijn/privacy/gedeeld/?pagina=2").content.decode()
    assert f"{dutch('parcel')} P2026-0<" in first
    assert f"{dutch('parcel')} P2026-29<" not in first
    assert f"{dutch('parcel')} P2026-29<" in second
    assert (dutch("place") in first, dutch("addition") in first) == (True, False)
    stranger = signed_in(a_customer("bea@west.example")).get("/mijn/privacy/gedeeld/").content.decode()
    assert "P2026-" not in stranger


@pytest.mark.promise("PV58")
def test_group_companies_and_all_others_stand_in_the_statement(client: Client) -> None:
    page = client.get("/privacy/").content.decode()
    for word in ("Group company", "Collection agency", "Lawyer", "Police, justice or another authority"):
        assert dutch(word) in page


@pytest.mark.promise("PV44", "PV52")
def test_an_authority_gets_the_chosen_fields_after_two_people_looked() -> None:
    anna = a_customer()
    row = a_demand(anna.email)
    first = the_officer("een@d4d.example")
    assert act(first, row, "hand-out").status_code == 404
    act(first, row, "approve")
    again = act(first, row, "approve")
    assert again.status_code == 200
    assert dutch("You approved already; somebody else must be the second.") in again.content.decode()
    row.refresh_from_db()
    assert row.state == "received"
    second = the_officer("twee@d4d.example")
    act(second, row, "approve")
    file = act(second, row, "hand-out")
    assert json.loads(file.content)["data"] == {"last_name": "de Vries", "email": anna.email}
    assert "Lindelaan" not in file.content.decode()
    sent = Disclosure.objects.get(recipient="authority")
    assert (sent.subject, sent.fields) == (anna.subject.uuid, ["email", "last_name"])
    assert dutch("Police, justice or another authority") in (
        signed_in(anna).get("/mijn/privacy/gedeeld/").content.decode()
    )


@pytest.mark.promise("PV44")
@pytest.mark.parametrize("missing", ["statute", "reference", "demanded", "authority"])
def test_a_demand_without_its_ground_is_not_taken_in(missing: str) -> None:
    anna = a_customer()
    answers = {**DEMAND, "email": anna.email}
    del answers[missing]
    assert the_officer().post("/beheer/privacy/authorityrequest/add/", answers).status_code == 200
    assert not AuthorityRequest.objects.exists()


@pytest.mark.promise("PV44")
def test_silence_hides_the_row_and_lifts_itself(client: Client) -> None:
    anna = a_customer()
    until = clock.today() + timedelta(days=90)
    row = a_demand(anna.email, silence_ground="art. 126bb Sv", silent_until=until.isoformat())
    act(approved_by_two(row), row, "hand-out")
    own, other = signed_in(anna), signed_in(a_customer("bea@west.example"))
    word = dutch("Police, justice or another authority")
    during = own.get("/mijn/privacy/gedeeld/").content.decode()
    assert word not in during
    assert row.number not in during
    assert not Disclosure.objects.filter(subject=anna.subject.uuid, recipient=AUTHORITY.code).exists()
    assert not Look.objects.filter(subject=anna.subject.uuid).exists()  # nothing points at the demand
    for page in (during, other.get("/mijn/privacy/gedeeld/").content.decode()):
        assert dutch(NEUTRAL).replace("'", "&#x27;") in page
    end_silence()
    assert word not in own.get("/mijn/privacy/gedeeld/").content.decode()
    handed_out = AuthorityRequest.objects.get().released_at
    with time_machine.travel(clock.now() + timedelta(days=91), tick=False):
        end_silence()
        end_silence()
    rows = Disclosure.objects.filter(subject=anna.subject.uuid, recipient=AUTHORITY.code)
    assert [(one.at, one.fields) for one in rows] == [(handed_out, ["email", "last_name"])]
    after = signed_in(anna).get("/mijn/privacy/gedeeld/").content.decode()
    assert word in after
    assert dutch(NEUTRAL).replace("'", "&#x27;") in after


@pytest.mark.promise("PV44")
@pytest.mark.parametrize(("ground", "days"), [("", 30), ("art. 126bb Sv", 200), ("art. 126bb Sv", 0)])
def test_silence_needs_a_ground_and_an_end_within_six_months(ground: str, days: int) -> None:
    anna = a_customer()
    until = (clock.today() + timedelta(days=days)).isoformat()
    answers = {**DEMAND, "email": anna.email, "silence_ground": ground, "silent_until": until}
    assert the_officer().post("/beheer/privacy/authorityrequest/add/", answers).status_code == 200
    assert not AuthorityRequest.objects.exists()


@pytest.mark.promise("PV44")
def test_the_database_itself_wants_two_people() -> None:
    row = a_demand(a_customer().email)
    officer = a_customer("een@d4d.example").subject.uuid
    with pytest.raises(IntegrityError), transaction.atomic():
        AuthorityRequest.objects.filter(pk=row.pk).update(first_approver=officer, second_approver=officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        AuthorityRequest.objects.filter(pk=row.pk).update(state="handed_out")


@pytest.mark.promise("PV57")
def test_people_see_which_role_looked_on_which_day_and_never_a_name() -> None:
    anna = a_customer()
    desk = the_officer("fleur@d4d.example")
    desk.get(f"/beheer/accounts/user/{anna.pk}/change/")
    desk.get(f"/beheer/accounts/practice/{anna.memberships.get().practice_id}/change/")
    desk.get("/beheer/accounts/user/?q=anna")
    page = signed_in(anna).get("/mijn/privacy/bekeken/").content.decode()
    table = page.split("<tbody>")[1].split("</tbody>")[0]
    assert table.count("<tr>") == 2
    assert table.count(dutch("privacy officer")) == 2
    assert "fleur" not in page.lower()
    assert "@d4d" not in page
    searched = Look.objects.latest("pk")
    assert (searched.subject, searched.place) == (None, "accounts.User search")
    assert "anna" not in f"{searched.place}{searched.reason}{searched.role}".lower()


@pytest.mark.promise("PV57")
def test_each_look_leaves_one_line_that_nobody_can_change() -> None:
    anna = a_customer()
    desk = the_officer()
    before = Look.objects.count()
    for _ in range(10):
        desk.get(f"/beheer/accounts/user/{anna.pk}/change/")
    assert Look.objects.count() - before == 10
    assert desk.get(f"/beheer/accounts/user/{anna.pk}/history/").status_code == 200
    assert Look.objects.latest("pk").place == "accounts.User history"
    with pytest.raises(DatabaseError), transaction.atomic():
        Look.objects.update(subject=None)
    with pytest.raises(DatabaseError), transaction.atomic():
        Look.objects.all().delete()
    assert post_is_delivered() == []
