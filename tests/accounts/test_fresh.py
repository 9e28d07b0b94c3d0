"""What opens an account to others, or gives a practice away, needs a fresh sign-in."""

import pytest
from django.test import Client

from accounts.models import Membership, User
from tests.accounts.people import (
    LOGIN,
    PASSWORD,
    a_colleague,
    a_practice,
    manager_of,
    signed_in,
)

pytestmark = pytest.mark.django_db
AGAIN = "/account/bevestig-uzelf/"


@pytest.fixture
def anna() -> User:
    """The manager of a practice."""
    return manager_of(a_practice())


def at_the_door(user: User) -> Client:
    """Somebody who typed their password a moment ago."""
    client = Client()
    assert client.post(LOGIN, {"login": user.email, "password": PASSWORD}).status_code == 302
    return client


def details(user: User, **changes: str) -> dict[str, str]:
    """The form of one's own data, with changes."""
    names = ("salutation", "first_name", "last_name", "phone", "username", "language")
    return {name: getattr(user, name) or "" for name in names} | changes


def test_the_name_to_sign_in_with_is_changed_after_a_fresh_sign_in_only(anna: User) -> None:
    answer = signed_in(anna).post("/mijn/gegevens/", details(anna, username="annadevries"))
    assert answer.headers["Location"] == f"{AGAIN}?next=%2Fmijn%2Fgegevens%2F"
    anna.refresh_from_db()
    assert anna.username is None
    at_the_door(anna).post("/mijn/gegevens/", details(anna, username="annadevries"))
    anna.refresh_from_db()
    assert anna.username == "annadevries"


def test_other_details_need_no_password_each_time(anna: User) -> None:
    signed_in(anna).post("/mijn/gegevens/", details(anna, first_name="Anne"))
    anna.refresh_from_db()
    assert anna.first_name == "Anne"


def test_a_practice_is_handed_over_after_a_fresh_sign_in_only(anna: User) -> None:
    practice = anna.memberships.get().practice
    bo = Membership.objects.get(user=a_colleague(practice, "buyer", "bo@linde.example"))
    path = f"/mijn/collegas/{bo.pk}/overdragen/"
    answer = signed_in(anna).post(path)
    assert answer.headers["Location"] == f"{AGAIN}?next=%2Fmijn%2Fcollegas%2F{bo.pk}%2F"
    bo.refresh_from_db()
    assert bo.role == Membership.Role.BUYER
    at_the_door(anna).post(path)
    bo.refresh_from_db()
    assert bo.role == Membership.Role.MANAGER
