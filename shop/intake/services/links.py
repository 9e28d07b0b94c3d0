"""Links with which an order is confirmed and paid: a secret that only its letter knows."""

import hashlib
import secrets
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac

from d4d.foundation import clock, outbox
from shop.intake.events import LinkWantedAgain
from shop.intake.models import PayLink
from shop.orders.models import Order
from shop.payments import services as payments
from shop.payments.models import Payment


class LinkNotUsable(Exception):
    """A link was used, is too old, or never was one of ours."""


@transaction.atomic
def make_link(order: Order, person: UUID | None) -> PayLink:
    """A link for one order, valid for as long as an order waits for its payment."""
    link = PayLink.objects.create(
        order=order,
        person=person,
        token_hash=secrets.token_hex(32),
        expires_at=clock.now() + timedelta(days=settings.UNPAID_ORDER_DAYS),
    )
    link.token_hash = _digest(token_of(link))
    link.save(update_fields=["token_hash"])
    return link


def token_of(link: PayLink) -> str:
    """The secret in the letter; the same at every try to send it, so that a repeated letter is the same."""
    return salted_hmac("intake.pay-link", f"{link.pk}:{link.order_id}", algorithm="sha256").hexdigest()


def link_of(token: str) -> PayLink:
    """The link to which a secret belongs, open or not. Raises LinkNotUsable."""
    found = PayLink.objects.select_related("order__practice").filter(token_hash=_digest(token)).first()
    if found is None:
        raise LinkNotUsable
    return found


def pay(token: str) -> Payment:
    """Who holds the letter confirms the order and is on the way to pay it.

    Raises LinkNotUsable, and what `payments.start` raises.
    """
    link = link_of(token)
    if not link.is_open(clock.now()):
        raise LinkNotUsable
    return payments.start(link.order)


@transaction.atomic
def send_link_again(draft_id: int) -> None:
    """Who ordered gets the letter with the link once more, however often it is pressed in a minute.

    Raises LinkNotUsable when the order waits for no payment any more.
    """
    link = PayLink.objects.select_related("order").filter(order__draft=draft_id).first()
    if link is None or not link.is_open(clock.now()):
        raise LinkNotUsable
    outbox.publish(LinkWantedAgain(draft_id=draft_id, asked_at=f"{clock.now():%Y-%m-%dT%H:%M}"))


def close_link(order_id: int) -> None:
    """The order is paid or called off: its link is used up."""
    PayLink.objects.filter(order=order_id, used_at=None).update(used_at=clock.now())


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
