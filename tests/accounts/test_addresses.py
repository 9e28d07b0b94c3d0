"""A practice keeps its own addresses, and no other finds them."""

import pytest
from django.db import IntegrityError, transaction

from accounts import services
from accounts.models import Address, Membership
from tests.accounts.people import (
    a_colleague,
    a_practice,
    manager_of,
    signed_in,
)

pytestmark = pytest.mark.django_db


def test_the_address_book_passes_roles_on() -> None:
    practice = a_practice()
    client = signed_in(manager_of(practice))
    new = {
        "label": "Lab",
        "street": "Kade",
        "house_number": "3",
        "addition": "",
        "postcode": "2000",
        "city": "Antwerpen",
        "country": "BE",
        "is_delivery_default": "on",
    }
    assert client.post("/mijn/adressen/nieuw/", new).status_code == 302
    old = Address.objects.get(practice=practice, street="Lindelaan")
    fresh = Address.objects.get(practice=practice, street="Kade")
    assert (old.is_delivery_default, old.is_billing) == (False, True)
    assert (fresh.is_delivery_default, fresh.is_billing, fresh.postcode) == (True, False, "2000")
    client.post(f"/mijn/adressen/{fresh.pk}/", {**new, "is_delivery_default": ""})
    fresh.refresh_from_db()
    assert fresh.is_delivery_default  # somebody must have it

    assert client.post(f"/mijn/adressen/{fresh.pk}/vervallen/").status_code == 302
    fresh.refresh_from_db()
    assert not fresh.is_retired
    client.post(f"/mijn/adressen/{old.pk}/", {**new, "street": "Lindelaan", "is_billing": "on"})
    client.post(f"/mijn/adressen/{fresh.pk}/vervallen/")
    fresh.refresh_from_db()
    assert fresh.is_retired
    assert "Kade" not in client.get("/mijn/adressen/").content.decode()


def test_a_new_address_leads_back_to_where_it_was_needed() -> None:
    practice = a_practice()
    client = signed_in(manager_of(practice))
    door = "/mijn/adressen/nieuw/?next="
    for number, (wanted, target) in enumerate(
        {
            "/afrekenen/levering/": "/afrekenen/levering/",
            "//evil.example/": "/mijn/adressen/",
            "https://evil.example/": "/mijn/adressen/",
            "javascript:alert(1)": "/mijn/adressen/",
        }.items()
    ):
        assert f'href="{target}"' in client.get(door + wanted).content.decode()
        address = {"street": "Kade", "house_number": str(number + 1), "postcode": "2000", "city": "Antwerpen"}
        answer = client.post(door + wanted, {**address, "country": "BE"})
        assert answer.headers["Location"] == target


def test_a_practice_has_one_usual_delivery_address() -> None:
    practice = a_practice()
    with pytest.raises(IntegrityError), transaction.atomic():
        Address.objects.create(practice=practice, street="x", house_number="1", is_delivery_default=True)


def test_another_practice_finds_nothing_here() -> None:
    practice = a_practice()
    other = a_practice("Mondzorg West", "bea@west.example")
    colleague = a_colleague(practice, "buyer", "bo@linde.example")
    member = Membership.objects.get(user=colleague)
    address = Address.objects.get(practice=practice)
    invitation = services.invite(practice.pk, "cas@linde.example", "reader", None)
    client = signed_in(manager_of(other))
    for path in (
        f"/mijn/adressen/{address.pk}/",
        f"/mijn/adressen/{address.pk}/vervallen/",
        f"/mijn/collegas/{member.pk}/",
        f"/mijn/collegas/{member.pk}/beeindigen/",
        f"/mijn/collegas/{member.pk}/overdragen/",
        f"/mijn/collegas/uitnodiging/{invitation.pk}/intrekken/",
    ):
        assert client.post(path, {"role": "manager", "street": "Evil"}).status_code == 404, path
    member.refresh_from_db()
    invitation.refresh_from_db()
    address.refresh_from_db()
    assert (member.role, member.is_active, invitation.withdrawn_at) == ("buyer", True, None)
    assert address.street == "Lindelaan"
