"""Nobody passes to the desk without a second factor of their own."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.test import Client

from accounts.models import User
from tests.accounts.people import (
    a_practice,
    link_in,
    manager_of,
    post_is_delivered,
    sign_in,
    signed_in,
    somebody_of_the_staff,
)

pytestmark = pytest.mark.django_db


def enrol(user: User) -> str:
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(user, secret)
    return secret


def code(secret: str, ahead: int = 0) -> str:
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30 + ahead))


def test_staff_without_a_second_factor_are_sent_to_get_one(client: Client) -> None:
    somebody_of_the_staff()
    sign_in(client, "sanne@d4d.example")
    response = client.get("/beheer/accounts/practice/", follow=True)
    assert response.redirect_chain[-1][0] == "/account/twee-stappen/"
    assert client.get("/beheer/accounts/practice/").status_code == 302


def test_staff_enter_with_a_code_and_a_code_works_once() -> None:
    staff = somebody_of_the_staff()
    secret = enrol(staff)
    client = Client()
    assert "twee-stappen" in sign_in(client, "sanne@d4d.example")["Location"]
    assert client.get("/beheer/accounts/practice/").status_code == 302
    now = code(secret)
    client.post("/account/twee-stappen/authenticate/", {"code": now})
    assert client.get("/beheer/accounts/practice/").status_code == 200

    thief = Client()
    sign_in(thief, "sanne@d4d.example")
    thief.post("/account/twee-stappen/authenticate/", {"code": now})
    assert thief.get("/beheer/accounts/practice/").status_code == 302


def test_an_enrolled_member_of_staff_whose_session_lacks_the_code_is_asked_for_it() -> None:
    staff = somebody_of_the_staff()
    secret = enrol(staff)
    client = signed_in(staff)
    response = client.get("/beheer/accounts/practice/", follow=True)
    assert response.redirect_chain[-1][0].startswith("/account/twee-stappen/reauthenticate/")
    done = client.post(response.redirect_chain[-1][0], {"code": code(secret)})
    assert done["Location"] == "/beheer/accounts/practice/"
    assert client.get("/beheer/accounts/practice/").status_code == 200


def test_a_new_password_does_not_pass_by_the_second_factor(client: Client) -> None:
    staff = somebody_of_the_staff()
    enrol(staff)
    client.post("/account/wachtwoord-vergeten/", {"email": staff.email})
    form = client.get(link_in(post_is_delivered()[0]), follow=True)
    new = "zeven groene fietsen zingen"
    client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})
    sign_in(client, staff.email, new)
    assert client.get("/beheer/accounts/practice/").status_code == 302
    assert Authenticator.objects.filter(user=staff).exists()


def test_the_marks_of_somebody_else_open_no_desk() -> None:
    staff = somebody_of_the_staff()
    client = signed_in(staff, second_factor=True)
    session = client.session
    session["account_authentication_methods_user"] = str(staff.pk + 1)
    session.save()
    assert client.get("/beheer/accounts/practice/").status_code == 302


def test_a_customer_gets_no_desk() -> None:
    client = signed_in(manager_of(a_practice()), second_factor=True)
    assert client.get("/beheer/login/").status_code == 403


def test_guessing_at_the_desk_is_counted_like_everywhere() -> None:
    assert (
        Client().get("/beheer/", follow=True).redirect_chain[-1][0] == "/account/inloggen/?next=%2Fbeheer%2F"
    )
    assert (
        Client()
        .post("/beheer/login/?next=/beheer/", {"username": "x", "password": "y"})["Location"]
        .startswith("/account/inloggen/")
    )
