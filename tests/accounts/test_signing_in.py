"""Signing in, resetting and throttling."""

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.checks import Error
from django.test import Client

from accounts.checks import staff_use_a_second_factor
from accounts.models import FormerMailbox, User
from privacy.models import DataSubject, Disclosure
from tests.accounts.people import (
    LOGIN,
    PASSWORD,
    a_practice,
    dutch,
    link_in,
    manager_of,
    post_is_delivered,
    sign_in,
    signed_in,
)

pytestmark = pytest.mark.django_db
LOCKED_OUT = "Too many tries. Please wait five minutes, or ask for a new password."


def count_hashes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    hashed: list[str] = []
    encode = MD5PasswordHasher.encode

    def counting(hasher: Any, password: str, salt: str) -> str:
        hashed.append(password)
        return encode(hasher, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counting)
    return hashed


@pytest.mark.parametrize("login", ["anna@linde.example", "ANNA@LINDE.EXAMPLE", "anna.linde", "Anna.Linde"])
def test_one_signs_in_by_address_or_by_user_name(client: Client, login: str) -> None:
    User.objects.filter(pk=manager_of(a_practice()).pk).update(username="anna.linde")
    assert sign_in(client, login)["Location"] == "/mijn/"
    assert client.get("/mijn/").status_code == 200


def test_the_session_gets_a_new_key_at_signing_in_and_ends_at_signing_out(client: Client) -> None:
    a_practice()
    client.get(LOGIN)
    client.session["seen"] = "1"
    before = client.session.session_key
    sign_in(client, "anna@linde.example")
    during = client.session.session_key
    assert during != before
    client.post("/account/uitloggen/")
    assert not client.session.exists(during)


def test_wrong_password_and_unknown_address_look_and_cost_the_same(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_practice()
    hashed = count_hashes(monkeypatch)
    known = sign_in(client, "anna@linde.example", "verkeerd wachtwoord")
    assert len(hashed) == 1
    unknown = sign_in(client, "niemand@linde.example", "verkeerd wachtwoord")
    assert len(hashed) == 2
    assert known.status_code == unknown.status_code == 200
    assert known.context["form"].errors == unknown.context["form"].errors
    assert dutch("This e-mail address and password do not belong together.") in known.content.decode()


def test_guessing_locks_out_strangers_but_not_a_browser_we_know(monkeypatch: pytest.MonkeyPatch) -> None:
    a_practice()
    at_home = Client()
    sign_in(at_home, "anna@linde.example")
    at_home.post("/account/uitloggen/")
    hashed = count_hashes(monkeypatch)
    for number in range(25):
        sign_in(Client(), "anna@linde.example", "geraden", REMOTE_ADDR=f"192.0.2.{number}")
    assert len(hashed) == 5
    stranger = sign_in(Client(), "anna@linde.example", REMOTE_ADDR="192.0.2.200")
    assert dutch(LOCKED_OUT) in stranger.content.decode()
    assert sign_in(at_home, "anna@linde.example")["Location"] == "/mijn/"


def test_a_mark_of_one_account_is_no_key_to_another() -> None:
    a_practice()
    a_practice("Mondzorg West", "bea@west.example")
    stranger = Client()
    sign_in(stranger, "bea@west.example")
    stranger.post("/account/uitloggen/")
    for _ in range(5):
        sign_in(Client(), "anna@linde.example", "geraden")
    assert dutch(LOCKED_OUT) in sign_in(stranger, "anna@linde.example").content.decode()


def test_one_network_that_tries_many_accounts_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    hashed = count_hashes(monkeypatch)
    for number in range(25):
        sign_in(Client(), f"p{number}@linde.example", "geraden")
    assert len(hashed) == 10


@pytest.mark.promise("PV80")
def test_asking_for_a_new_password_answers_everybody_alike(client: Client) -> None:
    a_practice()
    url = "/account/wachtwoord-vergeten/"
    known = client.post(url, {"email": "anna@linde.example"})
    unknown = client.post(url, {"email": "niemand@linde.example"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert [letter.to for letter in post_is_delivered()] == [["anna@linde.example"]]


def test_a_new_password_is_chosen_by_the_link_and_the_link_works_once(client: Client) -> None:
    practice = a_practice()
    elsewhere = signed_in(manager_of(practice))
    client.post("/account/wachtwoord-vergeten/", {"email": "anna@linde.example"})
    (letter,) = post_is_delivered()
    path = link_in(letter)
    form = client.get(path, follow=True)
    action = form.redirect_chain[-1][0]
    new = "zeven groene fietsen zingen"
    assert client.post(action, {"password1": new, "password2": new}).status_code == 302
    assert sign_in(Client(), "anna@linde.example", new)["Location"] == "/mijn/"
    assert elsewhere.get("/mijn/").status_code == 302
    again = Client().get(path, follow=True).content.decode()
    assert "password1" not in again
    assert post_is_delivered()[-1].subject == dutch("Something has changed in the way you sign in")


def test_links_in_letters_lead_to_our_own_origin_whatever_the_request_says() -> None:
    a_practice()
    client = Client()
    evil = client.post(
        "/account/wachtwoord-vergeten/", {"email": "anna@linde.example"}, HTTP_HOST="evil.example"
    )
    assert evil.status_code == 400
    client.post(
        "/account/wachtwoord-vergeten/", {"email": "anna@linde.example"}, HTTP_X_FORWARDED_HOST="evil.example"
    )
    (letter,) = post_is_delivered()
    assert "evil" not in str(letter.body)


def test_asking_again_and_again_is_limited_per_account(client: Client) -> None:
    a_practice()
    for number in range(6):
        client.post(
            "/account/wachtwoord-vergeten/",
            {"email": "anna@linde.example"},
            REMOTE_ADDR=f"192.0.2.{number}",
        )
    assert len(post_is_delivered()) == 3


def test_another_address_counts_after_confirmation_and_the_old_one_hears_of_it(client: Client) -> None:
    user = manager_of(a_practice())
    sign_in(client, "anna@linde.example")
    asked = client.post("/account/e-mailadres/", {"email": "anna@nieuw.example", "action_add": ""})
    client.post(asked["Location"], {"password": PASSWORD})
    assert User.objects.get(pk=user.pk).email == "anna@linde.example"
    (letter,) = post_is_delivered()
    assert letter.to == ["anna@nieuw.example"]

    client.post(link_in(letter))
    assert User.objects.get(pk=user.pk).email == "anna@nieuw.example"
    assert EmailAddress.objects.get(user=user).email == "anna@nieuw.example"
    notice = post_is_delivered()[-1]
    assert notice.to == ["anna@linde.example"]
    assert "nieuw.example" not in str(notice.body)
    assert not FormerMailbox.objects.exists()


def test_changing_the_address_asks_for_the_password_again() -> None:
    user = manager_of(a_practice())
    client = signed_in(user)
    response = client.post("/account/e-mailadres/", {"email": "anna@nieuw.example", "action_add": ""})
    assert response["Location"].startswith("/account/bevestig-uzelf/")
    assert EmailAddress.objects.filter(user=user).count() == 1


def test_every_letter_leaves_by_the_door_and_names_no_values(client: Client) -> None:
    user = manager_of(a_practice())
    client.post("/account/wachtwoord-vergeten/", {"email": "anna@linde.example"})
    post_is_delivered()
    row = Disclosure.objects.get()
    assert (row.subject, row.recipient, row.fields) == (user.subject.uuid, "brevo", ["content", "email"])
    assert row.occasion == "letter reset"


def test_somebody_whose_data_are_restricted_gets_no_letter(client: Client) -> None:
    user = manager_of(a_practice())
    DataSubject.objects.filter(pk=user.subject_id).update(state="restricted")
    client.post("/account/wachtwoord-vergeten/", {"email": "anna@linde.example"})
    assert post_is_delivered() == []


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_nobody_is_sent_to_another_site(client: Client, target: str) -> None:
    a_practice()
    response = client.post(LOGIN, {"login": "anna@linde.example", "password": PASSWORD, "next": target})
    assert response["Location"] == "/mijn/"


def test_only_the_demo_may_do_without_a_second_factor(settings: Any) -> None:
    settings.STAFF_MUST_USE_SECOND_FACTOR = False
    settings.D4D_DEMO = True
    assert staff_use_a_second_factor() == []
    settings.D4D_DEMO = False
    assert [type(problem) for problem in staff_use_a_second_factor()] == [Error]


def test_the_devices_of_somebody_are_listed(client: Client) -> None:
    a_practice()
    sign_in(client, "anna@linde.example", HTTP_USER_AGENT="Praktijkbalie/1.0")
    page = client.get("/account/apparaten/").content.decode()
    assert "Praktijkbalie" in page or re.search(r"127\.0\.0\.1", page)


def test_the_session_holds_nobodys_address(client: Client) -> None:
    a_practice()
    sign_in(client, "anna@linde.example")
    assert "linde" not in str(dict(client.session))
