"""Somebody at the desk with a mail in hand."""

from typing import Any

from django.test import Client

from accounts.models import Practice
from d4d.foundation import relay
from shop.cart import services as cart
from shop.catalogue.models import Variant
from shop.intake import services
from shop.intake.models import Draft, PriceQuote, Recurrence
from shop.intake.services import quoting, recurring
from tests.accounts.people import signed_in
from tests.shop.builders import a_colleague_of_the_house, a_member


def at_the_desk(role: str = "sales") -> Client:
    """A browser of somebody in this role."""
    return signed_in(a_colleague_of_the_house(role), second_factor=True)


def act(desk: Client, draft: Draft, name: str, /, **answers: object) -> Any:
    """Do something with an incoming order."""
    return desk.post(f"/beheer/intake/draft/{draft.pk}/{name}/do/", answers)


def a_draft(text: str, email: str = "sanne@linde.example", **facts: Any) -> Draft:
    """A mail, taken in."""
    return services.take_in(text, **({"origin": "mail", "email": email, "by": None} | facts))


def a_price_quote(practice: Practice, variant: Variant) -> PriceQuote:
    """Somebody of the practice asked what two pieces would cost."""
    buyer = a_member(practice)
    cart.put(practice, buyer, variant.pk, 2)
    return quoting.ask_quote(practice, buyer)


def a_recurrence(practice: Practice, variant: Variant) -> Recurrence:
    """Two pieces every four weeks."""
    return recurring.repeat(practice, a_member(practice), {variant.pk: 2}, name="Maandelijks", weeks=4)


def all_news() -> None:
    """Every job that waits has run."""
    while relay.run_once():
        pass
