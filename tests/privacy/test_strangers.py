"""Requests by the public form: nobody's until proved, and nothing of them is lost when they are."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from accounts.models import User
from d4d.foundation import clock
from privacy.gate import Refused, may_use
from privacy.models import Request
from privacy.requests import identity, receiving
from privacy.requests.opening import open as open_request
from privacy.vocabulary import MANAGEMENT
from tests.accounts.people import link_in, post_is_delivered
from tests.promises.desk import a_customer

pytestmark = pytest.mark.django_db

ASKED = {"kind": "correction", "name": "Anna", "email": "anna@linde.example", "text": "Mijn naam is Kok"}


def a_known_fact(user: User) -> str:
    """What only this customer knows."""
    return str(user.memberships.get().practice.number)


def ten_days_ago() -> Request:
    """A request by the form, of which the letter was opened late."""
    with time_machine.travel(clock.now() - timedelta(days=10), tick=False):
        return receiving.from_form(**ASKED)


@pytest.mark.promise("PV66")
def test_two_ways_of_asking_become_one_with_the_proof_and_the_earlier_day() -> None:
    anna = a_customer()
    by_form = ten_days_ago()
    by_account = receiving.from_account(anna.subject.uuid, "correction", text="En de straat is Kade")
    kept = identity.prove(by_form.pk, a_known_fact(anna))
    by_form.refresh_from_db()
    assert kept.pk == by_account.pk
    assert (kept.received_at, kept.original_due_on) == (by_form.received_at, by_form.original_due_on)
    assert kept.due_on == min(by_form.original_due_on + timedelta(days=10), by_account.due_on)
    assert kept.text == "En de straat is Kade\n\nMijn naam is Kok"
    assert (by_form.state, by_form.subject, by_form.identity) == (
        "withdrawn",
        anna.subject.uuid,
        "link_and_fact",
    )


@pytest.mark.promise("PV66")
def test_proof_by_the_link_counts_for_the_request_that_goes_on() -> None:
    anna = a_customer()
    noted = open_request(anna.subject.uuid, "correction", source="phone", by=uuid4())
    identity.ask(noted.pk)
    kept = identity.prove(receiving.from_form(**ASKED).pk, a_known_fact(anna))
    assert (kept.pk, kept.identity, kept.state, kept.paused_on) == (
        noted.pk,
        "link_and_fact",
        "received",
        None,
    )


@pytest.mark.promise("PV66")
def test_a_stranger_adds_no_words_to_the_request_of_somebody_else() -> None:
    anna = a_customer()
    Client().post("/privacy/verzoek/", ASKED)
    Client().post("/privacy/verzoek/", {**ASKED, "text": "Stuur alles naar mij"})
    mine, other = Request.objects.order_by("pk")
    letters = post_is_delivered()
    assert [mine.text, other.text] == ["Mijn naam is Kok", "Stuur alles naar mij"]
    assert len({link_in(letter) for letter in letters}) == 2
    page = Client().get(link_in(letters[0])).content.decode()
    assert "Mijn naam is Kok" in page
    assert "Stuur alles" not in page
    Client().post(link_in(letters[0]), {"fact": a_known_fact(anna)})
    mine.refresh_from_db()
    assert (mine.identity, mine.text) == ("link_and_fact", "Mijn naam is Kok")


@pytest.mark.promise("PV66")
def test_what_lapses_leaves_no_name_behind() -> None:
    row = ten_days_ago()
    with time_machine.travel(clock.now() + timedelta(days=31), tick=False):
        receiving.let_lapse()
    row.refresh_from_db()
    assert (row.state, row.name, row.email, row.text) == ("withdrawn", "", "", "")


@pytest.mark.promise("PV70")
def test_what_a_visitor_objects_to_stops_as_soon_as_we_know_who_it_is() -> None:
    anna = a_customer()
    Client().post("/privacy/verzoek/", {**ASKED, "kind": "objection", "about": MANAGEMENT.code})
    row = Request.objects.get()
    assert not isinstance(may_use(anna.subject.uuid, MANAGEMENT, ""), Refused)
    identity.prove(row.pk, a_known_fact(anna))
    assert isinstance(may_use(anna.subject.uuid, MANAGEMENT, ""), Refused)


@pytest.mark.parametrize(
    ("kind", "about", "code"),
    [
        ("objection", "", 200),
        ("objection", "a", 200),
        ("objection", "marketing", 302),
        ("restriction", "", 200),
        ("restriction", "security", 200),
        ("restriction", "b", 302),
        ("access", "b", 200),
        ("access", "", 302),
    ],
)
def test_a_visitor_says_what_an_objection_or_a_restriction_is_about(kind: str, about: str, code: int) -> None:
    answer = Client().post("/privacy/verzoek/", {**ASKED, "kind": kind, "about": about})
    assert answer.status_code == code
    assert Request.objects.count() == (code == 302)
