"""Who comes in is read together with the session, and believed on the same conditions as ever."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Membership, User
from d4d.foundation import clock
from tests.accounts.people import PASSWORD, a_colleague, a_practice, manager_of

pytestmark = pytest.mark.django_db

HOME = "/mijn/gegevens/"


@pytest.fixture
def person() -> User:
    return manager_of(a_practice())


@pytest.fixture
def browser(person: User) -> Client:
    """One in which somebody signed in as people do."""
    client = Client()
    client.post("/account/inloggen/", {"login": person.email, "password": PASSWORD})
    assert UserSession.objects.filter(user=person).count() == 1
    assert is_in(client)
    return client


def is_in(client: Client) -> bool:
    return client.get(HOME).status_code == 200


def statements_about_who_asks(client: Client) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get("/contact/")
    about = ("accounts_user", "accounts_membership", "django_session")
    return sum(any(table in query["sql"] for table in about) for query in captured)


def test_session_person_and_practice_are_one_statement(browser: Client, person: User) -> None:
    assert statements_about_who_asks(browser) == 1
    assert browser.get("/contact/").wsgi_request.user == person


def test_a_session_that_is_on_no_list_is_looked_up_as_django_does(browser: Client, person: User) -> None:
    UserSession.objects.all().delete()

    assert is_in(browser)
    assert browser.get("/contact/").wsgi_request.user == person


def test_a_session_that_was_ended_lets_nobody_in(browser: Client) -> None:
    Session.objects.all().delete()

    assert not is_in(browser)


def test_a_session_that_is_over_lets_nobody_in(browser: Client) -> None:
    Session.objects.update(expire_date=clock.now() - timedelta(seconds=1))

    assert not is_in(browser)


def test_somebody_who_was_barred_is_out_at_once(browser: Client, person: User) -> None:
    User.objects.filter(pk=person.pk).update(is_active=False)

    assert not is_in(browser)


def test_a_new_password_ends_what_was_opened_with_the_old_one(browser: Client, person: User) -> None:
    person.set_password("een heel ander wachtwoord")
    person.save()

    assert not is_in(browser)


def test_a_session_is_nobody_elses(browser: Client, person: User) -> None:
    """Even when the list of sessions should name the wrong person."""
    other = a_colleague(person.memberships.get().practice, "buyer", "bo@linde.example")
    UserSession.objects.update(user=other)

    assert browser.get("/contact/").wsgi_request.user == person


def test_a_practice_that_was_left_is_no_longer_worked_for(browser: Client, person: User) -> None:
    assert browser.get("/winkelwagen/").status_code == 200
    Membership.objects.update(is_active=False)

    assert browser.get("/winkelwagen/").status_code == 403


def test_the_chosen_practice_is_worked_for(browser: Client, person: User) -> None:
    second = a_practice("Tandartsen aan de Vliet", "piet@vliet.example")
    Membership.objects.create(user=person, practice=second, role=Membership.Role.READER)
    first = person.memberships.order_by("pk")[0].practice

    assert browser.get("/contact/").wsgi_request.practice == first
    session = browser.session
    session["practice_id"] = second.pk
    session.save()
    request = browser.get("/contact/").wsgi_request
    assert (request.practice, request.membership.role) == (second, Membership.Role.READER)
    assert statements_about_who_asks(browser) == 1
