"""Somebody at the desk with a mail in hand."""

from typing import Any

from django.test import Client

from d4d.foundation import relay
from shop.intake import services
from shop.intake.models import Draft
from tests.accounts.people import signed_in
from tests.shop.builders import a_colleague_of_the_house


def at_the_desk(role: str = "sales") -> Client:
    """A browser of somebody in this role."""
    return signed_in(a_colleague_of_the_house(role), second_factor=True)


def act(desk: Client, draft: Draft, name: str, /, **answers: object) -> Any:
    """Do something with an incoming order."""
    return desk.post(f"/beheer/intake/draft/{draft.pk}/{name}/do/", answers)


def a_draft(text: str, email: str = "sanne@linde.example", **facts: Any) -> Draft:
    """A mail, taken in."""
    return services.take_in(text, **({"origin": "mail", "email": email, "by": None} | facts))


def all_news() -> None:
    """Every job that waits has run."""
    while relay.run_once():
        pass
