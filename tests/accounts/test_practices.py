"""The staff decides; people and managers see and change what is theirs."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts import services
from accounts.models import Membership, Practice, User
from d4d.foundation import states
from d4d.foundation.models import Delivery
from d4d.foundation.states import MoveNotAllowed
from tests.accounts.people import (
    a_colleague,
    a_practice,
    dutch,
    manager_of,
    post_is_delivered,
    signed_in,
    somebody_of_the_staff,
)

pytestmark = pytest.mark.django_db
PAGES = ("/mijn/", "/mijn/gegevens/", "/mijn/collegas/", "/mijn/adressen/", "/mijn/privacy/")
DETAILS = {
    "salutation": "",
    "first_name": "Anna",
    "last_name": "Jansen",
    "phone": "06 12345678",
    "username": "Anna.J",
    "language": "en",
}
PRACTICE = {
    "name": "Linde Mondzorg",
    "kind": "hygienist",
    "kvk_number": "87654321",
    "vat_id": "",
    "phone": "",
    "billing_email": "boeken@linde.example",
    "invoice_rhythm": "monthly",
    "wants_ubl": "on",
    "sees_prices_including_vat": "on",
    "hears_of_delivery": "on",
}


def test_approval_is_written_down_and_told_to_the_manager() -> None:
    practice, staff = a_practice(), somebody_of_the_staff()
    services.approve(practice.pk, staff.subject.uuid, "KvK checked")
    practice.refresh_from_db()
    assert practice.is_approved
    step = states.history(practice).last()
    assert step is not None
    assert (step.came_from, step.went_to, step.reason, step.actor) == (
        "pending",
        "approved",
        "KvK checked",
        staff.subject.uuid,
    )
    (letter,) = post_is_delivered()
    assert (letter.to, letter.subject) == (["anna@linde.example"], dutch("Your practice has been approved"))
    assert "KvK checked" not in str(letter.body)
    assert dutch("Dear Ms %(name)s,") % {"name": "de Vries"} in str(letter.body)


def test_a_refusal_gives_its_reason() -> None:
    practice = a_practice()
    services.deny(practice.pk, None, "Het KvK-nummer hoort bij een ander bedrijf")
    (letter,) = post_is_delivered()
    assert letter.subject == dutch("About the registration of your practice")
    assert "Het KvK-nummer hoort bij een ander bedrijf" in str(letter.body)


def test_deciding_twice_tells_once() -> None:
    practice = a_practice()
    services.approve(practice.pk, None, "ok")
    services.approve(practice.pk, None, "ok")
    assert states.history(practice).count() == 2
    assert len(post_is_delivered()) == 1


def test_an_approved_practice_cannot_be_refused() -> None:
    practice = a_practice(state="approved")
    with pytest.raises(MoveNotAllowed):
        services.deny(practice.pk, None, "te laat")
    practice.refresh_from_db()
    assert practice.state == "approved"
    assert not Delivery.objects.filter(topic="accounts.practice-decided").exists()


@pytest.mark.promise("PV64")
def test_somebody_sees_and_changes_all_their_own_data() -> None:
    practice = a_practice()
    user = manager_of(practice)
    client = signed_in(user, second_factor=True)
    page = client.get("/mijn/gegevens/").content.decode()
    shown = ["anna@linde.example", "Anna", "de Vries", practice.number, practice.name, "12345678"]
    assert [text for text in shown if text not in page] == []
    assert client.post("/mijn/gegevens/", DETAILS)["Location"] == "/mijn/gegevens/"
    user.refresh_from_db()
    assert (user.last_name, user.phone, user.username, user.salutation) == (
        "Jansen",
        "+31612345678",
        "anna.j",
        "",
    )
    assert user.language == "en"
    assert client.cookies["django_language"].value == "en"


@pytest.mark.parametrize(
    ("field", "value"), [("last_name", ""), ("phone", "1"), ("username", "a@b"), ("language", "xx")]
)
def test_wrong_own_data_change_nothing(field: str, value: str) -> None:
    user = manager_of(a_practice())
    response = signed_in(user).post("/mijn/gegevens/", {**DETAILS, field: value})
    assert response.context["form"].errors[field]
    user.refresh_from_db()
    assert (user.last_name, user.username) == ("de Vries", None)


def test_a_user_name_that_somebody_has_is_refused_in_any_case() -> None:
    first, second = a_practice(), a_practice("West", "bea@west.example")
    User.objects.filter(pk=manager_of(first).pk).update(username="linde")
    response = signed_in(manager_of(second)).post("/mijn/gegevens/", {**DETAILS, "username": "LINDE"})
    assert "username" in response.context["form"].errors


def test_nobody_changes_rights_or_address_with_a_forged_field() -> None:
    user = manager_of(a_practice())
    forged = {**DETAILS, "is_staff": "on", "is_superuser": "on", "email": "x@evil.example", "password": "x"}
    signed_in(user).post("/mijn/gegevens/", forged)
    fresh = User.objects.get(pk=user.pk)
    assert (fresh.is_staff, fresh.is_superuser, fresh.email) == (False, False, "anna@linde.example")
    assert fresh.password == user.password


def test_a_manager_changes_the_practice_and_its_display_of_prices() -> None:
    practice = a_practice()
    client = signed_in(manager_of(practice))
    assert (
        client.post("/mijn/gegevens/praktijk/", {**PRACTICE, "credit_limit_cents": "999999"})["Location"]
        == "/mijn/gegevens/"
    )
    practice.refresh_from_db()
    assert (practice.name, practice.kind, practice.kvk_number) == ("Linde Mondzorg", "hygienist", "87654321")
    assert (practice.invoice_rhythm, practice.wants_ubl) == ("monthly", True)
    assert (practice.sees_prices_including_vat, practice.hears_of_delivery) == (True, True)
    assert (practice.credit_limit_cents, practice.state) == (0, "pending")
    client.post("/mijn/prijzen/", {"including_vat": "0"})
    practice.refresh_from_db()
    assert not practice.sees_prices_including_vat


@pytest.mark.parametrize("role", ["buyer", "reader", "bookkeeper"])
def test_others_see_the_practice_but_do_not_change_it(role: str) -> None:
    practice = a_practice()
    client = signed_in(a_colleague(practice, role, "bo@linde.example"))
    assert practice.number in client.get("/mijn/gegevens/").content.decode()
    assert client.post("/mijn/gegevens/praktijk/", PRACTICE).status_code == 403
    assert client.post("/mijn/prijzen/", {"including_vat": "1"}).status_code == 403
    assert client.get("/mijn/collegas/").status_code == 403
    practice.refresh_from_db()
    assert (practice.name, practice.sees_prices_including_vat) == ("Mondzorg De Linde", False)


def test_somebody_who_works_at_two_practices_chooses_one() -> None:
    first, second = a_practice(), a_practice("Mondzorg West", "bea@west.example")
    user = manager_of(first)
    Membership.objects.create(user=user, practice=second, role="reader")
    client = signed_in(user)
    assert first.name in client.get("/mijn/").content.decode()
    client.post("/mijn/praktijk-kiezen/", {"practice": second.number})
    assert second.name in client.get("/mijn/").content.decode()
    third = a_practice("Mondzorg Oost", "cor@oost.example")
    assert client.post("/mijn/praktijk-kiezen/", {"practice": third.number}).status_code == 404
    assert second.name in client.get("/mijn/").content.decode()


def test_somebody_without_a_practice_is_told_what_to_do() -> None:
    user = User.objects.create_user(email="dirk@nergens.example", username=None, password=None)
    client = signed_in(user)
    response = client.get("/mijn/")
    assert response.status_code == 403
    assert dutch("You do not work for a practice here") in response.content.decode()
    assert client.get("/mijn/gegevens/").status_code == 200


def test_staff_goes_on_to_the_desk() -> None:
    assert signed_in(somebody_of_the_staff()).get("/mijn/")["Location"] == "/beheer/"


@pytest.mark.parametrize(
    "path",
    [
        "/mijn/",
        "/mijn/gegevens/",
        "/mijn/adressen/",
        "/mijn/collegas/",
        "/mijn/beveiliging/",
        "/mijn/privacy/",
    ],
)
def test_a_stranger_is_asked_to_sign_in(path: str, client: Client) -> None:
    assert client.get(path)["Location"] == f"/account/inloggen/?next={path}"


def test_the_menu_shows_what_a_role_may_open() -> None:
    practice = a_practice()
    manager = signed_in(manager_of(practice)).get("/mijn/").content.decode()
    reader = signed_in(a_colleague(practice, "reader", "bo@linde.example")).get("/mijn/").content.decode()
    assert 'href="/mijn/collegas/"' in manager
    assert 'href="/mijn/adressen/"' in manager
    assert 'href="/mijn/collegas/"' not in reader
    assert 'href="/mijn/adressen/"' not in reader
    assert 'href="/mijn/privacy/"' in reader


def test_the_language_stays_with_the_person() -> None:
    user = manager_of(a_practice())
    client = signed_in(user)
    response = client.post("/taal/", {"language": "en", "next": "/mijn/"})
    assert response["Location"] == "/mijn/"
    assert "Customer number" in client.get("/mijn/").content.decode()
    user.refresh_from_db()
    assert user.language == "en"
    client.post("/taal/", {"language": "tlh", "next": "https://evil.example/"})
    user.refresh_from_db()
    assert user.language == "en"


def test_pages_cost_the_same_with_many_rows() -> None:
    practice = a_practice()
    client = signed_in(manager_of(practice))
    client.get("/cookies/")  # fills what the process remembers of the catalogue
    costs = []
    for numbers in (range(1), range(1, 24)):
        for number in numbers:
            a_colleague(practice, "reader", f"c{number}@linde.example")
            services.add_address(practice.pk, {"street": "Kade", "house_number": str(number)})
            services.invite(practice.pk, f"g{number}@linde.example", "reader", None)
        costs.append({path: cost_of(client, path) for path in PAGES})
    assert costs[0] == costs[1]
    overview = costs[0].pop("/mijn/")
    assert overview <= 15  # each room counts its own tile
    assert max(costs[0].values()) <= 8


def cost_of(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def test_two_practices_at_once_get_two_numbers() -> None:
    assert (a_practice().number, a_practice("West", "bea@west.example").number) == ("100001", "100002")
    assert Practice.objects.to_review().count() == 2
