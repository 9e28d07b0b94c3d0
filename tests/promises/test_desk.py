"""The privacy officer's desk: the journal, breaches, tests, contracts, and who may see any of it."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from d4d.foundation import clock
from privacy import processing
from privacy.models import (
    ErasureRun,
    InterestTest,
    Look,
    Objection,
    Processor,
    Request,
    Restriction,
)
from tests.accounts.people import dutch, signed_in, somebody_of_the_staff
from tests.promises.desk import a_customer, a_role, act, asked, the_officer

pytestmark = pytest.mark.django_db


@pytest.mark.promise("PV57")
def test_only_the_privacy_officer_reads_the_journal_not_even_the_boss() -> None:
    anna = a_customer()
    boss = signed_in(somebody_of_the_staff("boss@d4d.example"), second_factor=True)
    boss.get(f"/beheer/accounts/user/{anna.pk}/change/")
    look = Look.objects.latest("pk")
    for role in ("sales", "warehouse", "finance", "service"):
        client = signed_in(a_role(role, f"{role}@d4d.example"), second_factor=True)
        assert client.get("/beheer/privacy/look/").status_code == 403
        assert client.get(f"/beheer/privacy/look/{look.pk}/change/").status_code == 403
    assert boss.get("/beheer/privacy/look/").status_code == 403
    desk = the_officer()
    assert desk.get(f"/beheer/privacy/look/?q={anna.subject.uuid}").content.decode().count("row-") == 0
    page = desk.get(f"/beheer/privacy/look/?q={anna.subject.uuid}").content.decode()
    assert dutch("management") in page
    assert "boss@" not in page
    assert desk.get(f"/beheer/privacy/look/{look.pk}/change/").status_code == 200
    assert desk.post(f"/beheer/privacy/look/{look.pk}/delete/", {"post": "yes"}).status_code == 403


@pytest.mark.promise("PV57")
def test_the_journal_cannot_be_read_by_member_of_staff() -> None:
    anna = a_customer()
    desk = the_officer()
    desk.get(f"/beheer/accounts/user/{anna.pk}/change/")
    officer = User.objects.get(email="officer@d4d.example")
    for query in (f"actor={officer.subject.uuid}", f"actor__exact={officer.subject.uuid}", "o=actor"):
        page = desk.get(f"/beheer/privacy/look/?{query}")
        assert page.status_code in {302, 400} or b"changelist-filter" not in page.content
    found = desk.get(f"/beheer/privacy/look/?q={officer.subject.uuid}").context["cl"].queryset
    assert found.count() == 0


def test_a_look_costs_a_constant_number_of_queries() -> None:
    anna = a_customer()
    desk = the_officer()
    path = f"/beheer/accounts/user/{anna.pk}/change/"
    desk.get(path)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            desk.get(path)
        counts.append(len(queries))
        inserts = [one for one in queries if one["sql"].startswith("INSERT") and "privacy_look" in one["sql"]]
        assert len(inserts) == 1
    assert counts[0] == counts[1]


@pytest.mark.promise("PV70")
def test_a_balancing_test_is_written_once_with_its_day_and_role() -> None:
    desk = the_officer()
    answers = {
        "purpose": "security",
        "interest": "Misbruik weren",
        "necessity": "Anders niet",
        "balance": "Kort",
    }
    assert desk.post("/beheer/privacy/interesttest/add/", answers).status_code == 302
    row = InterestTest.objects.get()
    assert (row.made_on, row.role) == (clock.today(), "privacy officer")
    register = {one["code"]: one["weighed_on"] for one in processing.as_document()["activities"]}
    assert (register["security"], register["management"]) == (clock.today().isoformat(), "")
    assert desk.post(f"/beheer/privacy/interesttest/{row.pk}/change/", answers).status_code == 403
    assert desk.post("/beheer/privacy/interesttest/add/", {**answers, "purpose": "order"}).status_code == 200
    with pytest.raises(DatabaseError), transaction.atomic():
        InterestTest.objects.update(balance="Lang")


def test_a_processor_is_inside_the_union_and_its_contract_is_missed() -> None:
    desk = the_officer()
    answers: dict[str, Any] = {"recipient": "brevo", "name": "Brevo", "country": "FR", "does": "Mail"}
    assert desk.post("/beheer/privacy/processor/add/", {**answers, "country": "US"}).status_code == 200
    assert desk.post("/beheer/privacy/processor/add/", answers).status_code == 302
    page = desk.get("/beheer/").content.decode()
    tile = page.split(dutch("Processors without a contract"))[0].rsplit('tile__figure">', 1)[1]
    assert tile.startswith("1<")
    row = Processor.objects.get()
    desk.post(f"/beheer/privacy/processor/{row.pk}/change/", {**answers, "agreed_on": "2026-01-05"})
    assert [one["name"] for one in processing.as_document()["processors"]] == ["Brevo"]


@pytest.mark.promise("PV66")
def test_too_late_stands_in_red_on_the_desk() -> None:
    anna = a_customer()
    row = asked(anna, "vraag", text="Hoe lang nog?")
    with time_machine.travel(clock.now() + timedelta(days=35), tick=False):
        desk = the_officer()
        page = desk.get("/beheer/privacy/request/?clock=overdue").content.decode()
        assert row.number in page
        assert "badge--danger" in page
        assert "dagen te laat" in page
        front = desk.get("/beheer/").content.decode()
        assert f'tile__figure">1</span><span>{dutch("Privacy requests too late")}<' in front


@pytest.mark.parametrize("role", ["sales", "warehouse", "finance", "service"])
def test_the_desk_of_privacy_is_for_the_officer(role: str) -> None:
    anna = a_customer()
    row = asked(anna, "klacht", text="Geheim")
    client = signed_in(a_role(role, f"{role}@d4d.example"), second_factor=True)
    for path in ("request/", f"request/{row.pk}/change/", "breach/", "restriction/", "authorityrequest/"):
        assert client.get(f"/beheer/privacy/{path}").status_code == 403, path
    assert act(client, row, "decide", outcome="granted").status_code == 403
    row.refresh_from_db()
    assert row.is_running


@pytest.mark.promise("PV66")
def test_nothing_is_granted_to_a_stranger() -> None:
    desk = the_officer()
    day = clock.today().isoformat()
    answers = {"kind": "copy", "source": "mail", "received_on": day, "name": "Bo", "text": "Alles graag"}
    desk.post("/beheer/privacy/request/add/", {**answers, "email": "bo@kok.example"})

    row = Request.objects.get()
    assert act(desk, row, "decide", outcome="granted").status_code == 200
    row.refresh_from_db()
    assert row.is_running
    assert act(desk, row, "recognise", email="niemand@nergens.example", sure="on").status_code == 200
    act(desk, row, "recognise", email="", sure="on")
    act(desk, row, "decide", outcome="granted", answer="Wij bewaren niets van u.")
    row.refresh_from_db()
    assert (row.identity, row.state) == ("recognised", "granted")


@pytest.mark.promise("PV60")
def test_an_erasure_asked_by_telephone_runs_like_one_from_the_account() -> None:
    anna, desk = a_customer(), the_officer()
    answers = {"kind": "erasure", "source": "phone", "received_on": clock.today().isoformat()}
    desk.post("/beheer/privacy/request/add/", {**answers, "name": "Anna", "email": anna.email, "text": "Weg"})
    row = Request.objects.get()
    act(desk, row, "decide", outcome="granted")
    assert not ErasureRun.objects.exists()
    act(desk, row, "recognise", email=anna.email, sure="on")
    act(desk, row, "decide", outcome="granted")
    run = ErasureRun.objects.get()
    assert (run.subject, run.request, run.origin) == (anna.subject.uuid, row, "staff")
    assert act(desk, row, "decide", outcome="refused").status_code == 404  # the run answers it
    withdraw = f"/mijn/privacy/verzoeken/{row.number}/intrekken/"
    assert signed_in(anna).post(withdraw).status_code == 404  # an erasure is taken back on its own page


def test_every_page_of_the_desk_opens_and_speaks_in_words() -> None:
    anna, desk = a_customer(), the_officer()
    for answers in ({"about": "security", "text": "Te veel"}, {"about": "marketing"}):
        asked(anna, "bezwaar", **answers)
    act(desk, asked(anna, "beperking", about="a"), "decide", outcome="granted")
    weighed = {"purpose": "security", "interest": "Rust", "necessity": "Nodig", "balance": "Licht"}
    desk.post("/beheer/privacy/interesttest/add/", weighed)
    rows = [*Request.objects.order_by("pk"), *Objection.objects.all(), *Restriction.objects.all()]
    rows += [*InterestTest.objects.all(), *Look.objects.all()[:1]]
    for row in rows:
        model = row._meta.model_name
        assert desk.get(f"/beheer/privacy/{model}/").status_code == 200, model
        assert desk.get(f"/beheer/privacy/{model}/{row.pk}/change/").status_code == 200, model
    request = desk.get(f"/beheer/privacy/request/{rows[0].pk}/change/").content.decode()
    assert dutch("Preventing fraud and misuse") in request


def test_the_menu_shows_looks_by_role_also_to_who_may_do_everything() -> None:
    both = a_role("privacy officer", "both@d4d.example")
    both.is_superuser = True
    both.save()
    boss = somebody_of_the_staff("boss@d4d.example")
    desks = [signed_in(one, second_factor=True) for one in (both, boss, both)]
    shown = [b"/beheer/privacy/look/" in desk.get("/beheer/").content for desk in desks]
    assert shown == [True, False, True]
