"""What people read about their data is what the register says."""

import pytest
from django.test import Client

from privacy import cookies, overview, words
from privacy.models import Disclosure
from privacy.register import Personal, declarations
from privacy.vocabulary import PURPOSES, RECIPIENTS, Basis, Category
from tests.accounts.people import PASSWORD, a_practice, dutch, manager_of, signed_in

pytestmark = pytest.mark.django_db


def test_every_word_of_the_register_has_a_word_for_people() -> None:
    facts = [
        fact for one in declarations().values() for fact in one.columns.values() if isinstance(fact, Personal)
    ]
    moments = {fact.keep.after for fact in facts}
    assert moments - words.MOMENTS.keys() == set()
    assert {fact.category for fact in facts} - words.CATEGORIES.keys() == set()
    assert set(Category) == words.CATEGORIES.keys()
    assert set(Basis) == words.BASES.keys()
    assert {name for one in RECIPIENTS.values() for name in one.gets} - words.FIELDS.keys() == set()


def test_the_statement_names_every_purpose_ground_and_recipient(client: Client) -> None:
    page = client.get("/privacy/").content.decode()
    wanted = [str(one.label) for one in PURPOSES.values()] + [str(one.name) for one in RECIPIENTS.values()]
    assert [text for text in wanted if text not in page] == []
    assert f"7 jaar {dutch('after the invoice was settled')}" in page
    assert "Version" not in page


def test_every_kind_of_data_stands_in_the_statement(client: Client) -> None:
    page = client.get("/privacy/").content.decode()
    assert [one.title for one in overview.held() if one.title not in page] == []
    assert {dutch("Addresses"), dutch("How you sign in"), dutch("Name and salutation")} <= {
        one.title for one in overview.held()
    }


def test_somebody_sees_what_left_the_house_about_them_and_nobody_else() -> None:
    practice = a_practice()
    user = manager_of(practice)
    other = manager_of(a_practice("West", "bea@west.example"))
    for subject, recipient in (
        (user.subject.uuid, "brevo"),
        (practice.subject.uuid, "postnl"),
        (other.subject.uuid, "dhl"),
    ):
        Disclosure.objects.create(
            subject=subject, recipient=recipient, purpose="delivery", fields=["city"], occasion="parcel 1"
        )
    rows = signed_in(user).get("/mijn/privacy/gedeeld/").context["sent"]
    assert [(row.recipient, row.items) for row in rows] == [
        ("PostNL", [dutch("place")]),
        ("Brevo", [dutch("place")]),
    ]


def test_a_visit_leaves_no_other_cookies_than_those_in_the_list() -> None:
    a_practice()
    client = Client()
    for path in ("/", "/registreren/", "/privacy/", "/cookies/", "/account/inloggen/"):
        assert client.get(path).status_code == 200
    client.post("/account/inloggen/", {"login": "anna@linde.example", "password": PASSWORD})
    for path in ("/mijn/", "/mijn/gegevens/", "/mijn/privacy/", "/mijn/beveiliging/", "/account/apparaten/"):
        assert client.get(path).status_code == 200
    client.post("/taal/", {"language": "en", "next": "/"})
    listed = {one.name for one in cookies.inventory()}
    assert set(client.cookies) == listed


def test_the_list_of_cookies_shows_the_list(client: Client) -> None:
    page = client.get("/cookies/").content.decode()
    assert [one.name for one in cookies.inventory() if one.name not in page] == []
    assert "known-browser" in page
