"""Somebody at a practice, somebody at the desk, and what they do on pages."""

import re
from typing import Any

from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client

from accounts.models import User
from privacy.models import Request
from tests.accounts.people import a_practice, manager_of, post_is_delivered, signed_in, somebody_of_the_staff


def a_customer(email: str = "anna@linde.example") -> User:
    """The manager of a practice."""
    return manager_of(a_practice(email=email))


def a_role(name: str, email: str) -> User:
    """Somebody of the staff in one role and nothing more."""
    user = somebody_of_the_staff(email)
    User.objects.filter(pk=user.pk).update(is_superuser=False)
    user.groups.add(Group.objects.get(name=name))
    return User.objects.get(pk=user.pk)


def the_officer(email: str = "officer@d4d.example") -> Client:
    """The privacy officer at the desk."""
    return signed_in(a_role("privacy officer", email), second_factor=True)


def act(desk: Client, row: Any, name: str, **answers: object) -> Any:
    """Do something with a row at the desk."""
    model = row._meta.model_name
    return desk.post(f"/beheer/privacy/{model}/{row.pk}/{name}/do/", answers)


def asked(user: User, way: str, **answers: object) -> Request:
    """Use a right from the account."""
    response = signed_in(user).post(f"/mijn/privacy/verzoeken/{way}/", answers)
    assert response.status_code == 302, response.content.decode()
    return Request.objects.latest("pk")


def letters_to(address: str) -> list[mail.EmailMessage]:
    """Everything that somebody got by mail."""
    return [letter for letter in post_is_delivered() if letter.to == [address]]


def both_parts(letter: mail.EmailMessage) -> tuple[str, str]:
    """A letter as text and as a page."""
    html = str(letter.alternatives[0][0])  # type: ignore[attr-defined]
    return str(letter.body), re.sub(r"\s+", " ", html)
