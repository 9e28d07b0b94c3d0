"""Colleagues are invited, change roles, leave; there is always a manager."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.test import Client

from accounts import services
from accounts.models import Invitation, Membership, Practice, User
from d4d.foundation import clock
from privacy.models import DataSubject
from tests.accounts.people import (
    PASSWORD,
    PERSON,
    a_colleague,
    a_practice,
    link_in,
    manager_of,
    post_is_delivered,
    signed_in,
)

pytestmark = pytest.mark.django_db
NEWCOMER = {**PERSON, "first_name": "Bo", "last_name": "Kok"}


def invited(practice: Practice, email: str = "bo@linde.example", role: str = "buyer") -> str:
    signed_in(manager_of(practice)).post("/mijn/collegas/", {"email": email, "role": role})
    return link_in(post_is_delivered()[-1])


def test_an_invitation_arrives_and_lets_a_colleague_in() -> None:
    practice = a_practice()
    path = invited(practice, "Bo@Linde.example")
    (letter,) = post_is_delivered()
    assert letter.to == ["bo@linde.example"]
    assert "Mondzorg De Linde" in str(letter.body)
    response = Client().post(path, {**NEWCOMER, "email": "ander@evil.example"})
    assert response["Location"] == "/account/inloggen/"
    bo = User.objects.get(email="bo@linde.example")
    assert not User.objects.filter(email="ander@evil.example").exists()
    assert EmailAddress.objects.get(user=bo).verified
    assert Membership.objects.get(user=bo).role == "buyer"
    login = Client().post("/account/inloggen/", {"login": "bo@linde.example", "password": PASSWORD})
    assert login["Location"] == "/mijn/"


def test_the_database_does_not_know_the_link() -> None:
    path = invited(a_practice())
    token = path.strip("/").rpartition("/")[2]
    assert token not in str(Invitation.objects.values().get())


def test_an_invitation_works_once() -> None:
    path = invited(a_practice())
    Client().post(path, NEWCOMER)
    again = Client().post(path, {**NEWCOMER, "first_name": "Dief"})
    assert again.status_code == 404
    assert Membership.objects.count() == 2
    assert not User.objects.filter(first_name="Dief").exists()


def test_an_invitation_ends_after_seven_days() -> None:
    path = invited(a_practice())
    with time_machine.travel(clock.now() + timedelta(days=6, hours=23)):
        assert Client().get(path).status_code == 200
    with time_machine.travel(clock.now() + timedelta(days=7, minutes=1)):
        assert Client().post(path, NEWCOMER).status_code == 404
    assert Membership.objects.count() == 1


def test_a_new_invitation_ends_the_one_before_and_a_withdrawn_one_is_over() -> None:
    practice = a_practice()
    first, second = invited(practice), invited(practice)
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200
    row = Invitation.objects.get(withdrawn_at=None)
    signed_in(manager_of(practice)).post(f"/mijn/collegas/uitnodiging/{row.pk}/intrekken/")
    assert Client().post(second, NEWCOMER).status_code == 404


def test_somebody_with_an_account_joins_with_it() -> None:
    practice = a_practice()
    other = manager_of(a_practice("West", "bea@west.example"))
    path = invited(practice, "bea@west.example", "bookkeeper")
    client = signed_in(other)
    assert client.get(path).status_code == 200
    assert client.post(path)["Location"] == "/mijn/"
    assert Membership.objects.get(user=other, practice=practice).role == "bookkeeper"
    assert practice.name in client.get("/mijn/").content.decode()


def test_an_invitation_is_not_for_whoever_finds_it() -> None:
    practice = a_practice()
    finder = manager_of(a_practice("West", "bea@west.example"))
    response = signed_in(finder).post(invited(practice))
    assert response.status_code == 404
    assert not Membership.objects.filter(user=finder, practice=practice).exists()
    assert Invitation.objects.get().accepted_at is None


def test_somebody_who_works_here_is_not_invited_again() -> None:
    practice = a_practice()
    a_colleague(practice, "reader", "bo@linde.example")
    response = signed_in(manager_of(practice)).post(
        "/mijn/collegas/", {"email": "BO@linde.example", "role": "buyer"}
    )
    assert "email" in response.context["form"].errors
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("wrong", [{"email": "geen"}, {"role": "owner"}, {"email": ""}])
def test_a_wrong_invitation_is_refused(wrong: dict[str, str]) -> None:
    practice = a_practice()
    answers = {"email": "bo@linde.example", "role": "buyer", **wrong}
    response = signed_in(manager_of(practice)).post("/mijn/collegas/", answers)
    assert response.context["form"].errors
    assert not Invitation.objects.exists()


def test_the_last_manager_cannot_leave_or_step_down() -> None:
    practice = a_practice()
    a_colleague(practice, "buyer", "bo@linde.example")
    own = Membership.objects.get(user=manager_of(practice))
    client = signed_in(own.user)
    client.post(f"/mijn/collegas/{own.pk}/beeindigen/")
    client.post(f"/mijn/collegas/{own.pk}/", {"role": "reader", "order_limit": "50,00"})
    own.refresh_from_db()
    assert (own.role, own.is_active, own.order_limit_cents) == ("manager", True, None)
    with pytest.raises(services.CannotChangeColleagues):
        services.deactivate_member(own.pk)


def test_a_manager_who_cannot_sign_in_is_nobody_to_leave_a_practice_to() -> None:
    practice = a_practice()
    gone = a_colleague(practice, "manager", "bo@linde.example")
    User.objects.filter(pk=gone.pk).update(is_active=False)
    last = Membership.objects.get(user=manager_of(practice))
    with pytest.raises(services.CannotChangeColleagues):
        services.deactivate_member(last.pk)
    User.objects.filter(pk=gone.pk).update(is_active=True)
    assert not services.deactivate_member(last.pk).is_active


def test_handing_over_swaps_the_roles() -> None:
    practice = a_practice()
    bo = a_colleague(practice, "reader", "bo@linde.example")
    theirs = Membership.objects.get(user=bo)
    client = signed_in(manager_of(practice), second_factor=True)
    client.post(f"/mijn/collegas/{theirs.pk}/overdragen/")
    roles = dict(Membership.objects.values_list("user__email", "role"))
    assert roles == {"anna@linde.example": "buyer", "bo@linde.example": "manager"}
    assert client.get("/mijn/collegas/").status_code == 403


def test_somebody_whose_work_has_ended_is_out_at_once() -> None:
    practice = a_practice()
    bo = a_colleague(practice, "buyer", "bo@linde.example")
    theirs = Membership.objects.get(user=bo)
    inside = signed_in(bo)
    assert inside.get("/mijn/").status_code == 200
    signed_in(manager_of(practice)).post(f"/mijn/collegas/{theirs.pk}/beeindigen/")
    assert inside.get("/mijn/").status_code == 403


ROLES: dict[str, tuple[bool, bool, bool, bool, bool]] = {
    "manager": (True, True, True, True, True),
    "buyer": (False, True, True, True, True),
    "reader": (False, False, False, True, False),
    "bookkeeper": (False, False, False, False, True),
}


@pytest.mark.parametrize(("role", "rights"), ROLES.items())
def test_what_each_role_may(role: str, rights: tuple[bool, ...]) -> None:
    member: Any = Membership(
        role=role, user=User(subject=DataSubject()), practice=Practice(subject=DataSubject())
    )
    names = ("may_manage", "may_order", "may_settle", "may_see_orders", "may_see_invoices")
    assert tuple(getattr(member, name) for name in names) == rights
    member.practice.state = "denied"
    assert tuple(getattr(member, name) for name in names) == (rights[0], False, *rights[2:])
    member.practice.state = "closed"
    assert tuple(getattr(member, name) for name in names) == (False, False, *rights[2:])
    member.practice.state = "approved"
    member.is_active = False
    assert not any(getattr(member, name) for name in names)
