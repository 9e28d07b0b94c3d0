"""Every practice says whether somebody manages it, whatever changes that."""

from typing import Any

import pytest
from django.db.models import Exists, OuterRef

from accounts import services
from accounts.leaving import leave
from accounts.models import Membership, Practice, User
from accounts.services.taking_in import Colleague, take_in_colleague
from tests.accounts.people import (
    a_colleague,
    a_practice,
    manager_of,
    signed_in,
    somebody_of_the_staff,
)

pytestmark = pytest.mark.django_db


def said() -> dict[str, bool]:
    """What each practice says of itself; it is what a search among all its people finds."""
    managers = Membership.objects.filter(
        practice=OuterRef("pk"), role="manager", is_active=True, user__is_active=True
    )
    rows = Practice.objects.annotate(searched=Exists(managers)).order_by("pk")
    assert all(row.is_managed == row.searched for row in rows)
    return {row.name: row.is_managed for row in rows}


def membership_of(user: User) -> int:
    return Membership.objects.get(user=user).pk


def test_managers_come_and_go() -> None:
    practice = a_practice("Linde")
    first, second = manager_of(practice), a_colleague(practice, "buyer", "bo@linde.example")
    assert said() == {"Linde": True}
    services.hand_over(membership_of(first), membership_of(second))
    assert said() == {"Linde": True}
    leave(second.subject.uuid)
    assert said() == {"Linde": False}
    assert list(Practice.objects.without_manager()) == [practice]
    services.change_colleague(membership_of(first), "manager", None)
    assert said() == {"Linde": True}
    take_in_colleague(practice.pk, Colleague("kim@linde.example", "Kim", "Bos"))
    services.deactivate_member(membership_of(first))
    assert said() == {"Linde": True}
    leave(User.objects.get(email="kim@linde.example").subject.uuid)
    assert said() == {"Linde": False}
    invitation = services.invite(practice.pk, first.email, "manager", None)
    services.accept_invitation(services.colleagues.token_of(invitation), user=first)
    assert said() == {"Linde": True}


def test_whoever_is_shut_out_at_the_desk_manages_nothing() -> None:
    practice = a_practice("Linde")
    desk = signed_in(somebody_of_the_staff(), second_factor=True)
    path = f"/beheer/accounts/user/{manager_of(practice).pk}/change/"
    form: dict[str, Any] = {
        "salutation": "",
        "first_name": "Anna",
        "last_name": "V",
        "phone": "",
        "language": "nl",
    }
    assert desk.post(path, form).status_code == 302
    assert said() == {"Linde": False}
    assert desk.post(path, form | {"is_active": "on"}).status_code == 302
    assert said() == {"Linde": True}


def test_managers_go_along_when_two_practices_are_one() -> None:
    former, heir = a_practice("Linde"), a_practice("Maas", "mia@maas.example")
    leave(manager_of(heir).subject.uuid)
    assert said() == {"Linde": True, "Maas": False}
    services.merge(former.pk, heir.pk, None, "the same company")
    assert said() == {"Linde": False, "Maas": True}
    assert not Practice.objects.without_manager().exists()  # the former is closed
