"""Builders: practices and people as registration leaves them, and ways to sign them in."""

import re
import time
from typing import Any

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Permission
from django.core import mail
from django.test import Client
from django.utils import translation

from accounts import services
from accounts.models import Membership, Practice, User
from accounts.services import NewAddress, NewPerson, NewPractice
from d4d.foundation import relay

LOGIN = "/account/inloggen/"
PASSWORD = "vier blauwe molens draaien"

COMPANY: dict[str, Any] = {
    "name": "Mondzorg De Linde",
    "kind": "dentist",
    "country": "NL",
    "kvk_number": "12 34 56.78",
    "vat_id": "",
    "phone": "073 555 12 34",
}
ADDRESS: dict[str, Any] = {
    "street": "Lindelaan",
    "house_number": "12",
    "addition": "a",
    "postcode": "5242ht",
    "city": "Rosmalen",
    "billing_email": "Facturen@linde.example",
}
PERSON: dict[str, Any] = {
    "salutation": "madam",
    "first_name": "Anna",
    "last_name": "de Vries",
    "username": "",
    "email": "Anna@Linde.example",
    "password": PASSWORD,
}
ANSWERS = {**COMPANY, **ADDRESS, **PERSON, "step": "2"}


def a_practice(name: str = "Mondzorg De Linde", email: str = "anna@linde.example", **facts: Any) -> Practice:
    """A practice with its manager, whose mailbox is confirmed."""
    practice = services.register(
        NewPractice(name, "dentist", f"facturen.{email}", kvk_number="12345678"),
        NewPerson(email, PASSWORD, "Anna", "de Vries", "madam"),
        NewAddress("Lindelaan", "12", "5242 HT", "Rosmalen"),
    )
    EmailAddress.objects.filter(email=email).update(verified=True)
    Practice.objects.filter(pk=practice.pk).update(**facts)
    practice.refresh_from_db()
    return practice


def manager_of(practice: Practice) -> User:
    """The person who registered."""
    return practice.memberships.select_related("user").order_by("pk")[0].user


def a_colleague(practice: Practice, role: str, email: str) -> User:
    """Somebody who joined in a role."""
    user = User.objects.create_user(
        email=email, username=None, password=PASSWORD, first_name="Bo", last_name="Kok"
    )
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    Membership.objects.create(user=user, practice=practice, role=role)
    services.follow_managers(practice.pk)
    return user


def somebody_of_the_staff(email: str = "sanne@d4d.example") -> User:
    """Staff with every right."""
    user = User.objects.create_superuser(email=email, username=None, password=PASSWORD)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def a_clerk(*rights: str) -> User:
    """Staff with these rights only."""
    email = f"{'.'.join(rights)}@d4d.example"
    user = User.objects.create_user(email=email, username=None, password=PASSWORD, is_staff=True)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    return user


def signed_in(user: User, *, second_factor: bool = False) -> Client:
    """A browser in which somebody is signed in."""
    client = Client()
    client.force_login(user)
    if second_factor:
        session = client.session
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "at": time.time(), "type": "totp"}]
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()
    return client


def just_signed_in(user: User) -> Client:
    """A browser in which somebody signed in a moment ago with their password."""
    client = Client()
    client.post(LOGIN, {"login": user.email, "password": PASSWORD})
    return client


def post_is_delivered() -> list[mail.EmailMessage]:
    """Let the relay run, and return every letter sent since the test began."""
    while relay.run_once():
        pass
    return list(mail.outbox)


def dutch(message: str) -> str:
    """A message as the Dutch read it; there must be a Dutch for it."""
    with translation.override("nl"):
        said = translation.gettext(message)
    assert said != message
    return said


def link_in(letter: mail.EmailMessage) -> str:
    """The path behind the button of a letter."""
    found = re.search(r"^http://localhost:8000(/\S+)$", str(letter.body), flags=re.MULTILINE)
    assert found, letter.body
    return found[1]


def sign_in(client: Client, login: str, password: str = PASSWORD, **extra: str) -> Any:
    """Fill in the form of the door."""
    return client.post(LOGIN, {"login": login, "password": password}, **extra)
