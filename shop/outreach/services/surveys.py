"""Asks people how satisfied they are, seldom and only by their leave, and takes answers that are nobody's.

An invitation knows a person and no answer; a key knows neither; an answer knows a month. The key is made the
moment that the letter leaves, is kept as a fingerprint, and is gone once it was used.
"""

import secrets
from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction

from accounts.models import User
from d4d.foundation import clock, outbox, seal
from privacy.gate import Refused, may_use
from privacy.models import DataSubject
from privacy.vocabulary import SURVEY, Channel
from shop.orders.models import Order
from shop.outreach import mails
from shop.outreach.events import OpinionDue, PersonInvited
from shop.outreach.models import Answer, Invitation, Key
from shop.outreach.models.surveys import Kind

APART = timedelta(days=90)


class KeyIsSpent(Exception):
    """An opinion was given with this key, it is out of date, or it is none of ours."""


@transaction.atomic
def ask_about_parcel(parcel_id: int) -> None:
    """Who ordered what arrived may be asked how it went: once for an order."""
    order = Order.objects.filter(shipments__parcels=parcel_id, placed_by__isnull=False).first()
    if order and order.placed_by_id:
        ask_later(Kind.DELIVERY, order.pk, order.placed_by_id)


@transaction.atomic
def ask_later(kind: str, row_id: int, user_id: int) -> None:
    """Somebody may be asked some days from now how something was; the same thing is asked about once."""
    when = clock.now() + timedelta(days=settings.SURVEY_AFTER_DAYS)
    outbox.publish(OpinionDue(kind=kind, row_id=row_id, user_id=user_id), at=when)


@transaction.atomic
def invite(kind: str, row_id: int, user_id: int) -> Invitation | None:
    """Ask somebody, unless they said no, may not be reached, or were asked less than 90 days ago."""
    user = User.objects.select_related("subject").filter(pk=user_id, is_active=True).first()
    if user is None:
        return None
    subject: UUID = user.subject.uuid
    DataSubject.objects.select_for_update(no_key=True).get(uuid=subject)  # two deliveries on one day ask once
    if isinstance(may_use(subject, SURVEY, Channel.EMAIL, user.email), Refused):
        return None
    if Invitation.objects.filter(subject=subject, at__gt=clock.now() - APART).exists():
        return None
    row, is_new = Invitation.objects.get_or_create(
        occasion=f"{kind}:{row_id}", defaults={"subject": subject, "kind": kind, "at": clock.now()}
    )
    if is_new:
        outbox.publish(PersonInvited(invitation_id=row.pk))
    return row if is_new else None


def send_invitation(invitation_id: int) -> None:
    """Mail the question with a new key; whoever may not be reached any more gets none."""
    invitation = Invitation.objects.filter(pk=invitation_id).first()
    if invitation is None:
        return
    word = secrets.token_urlsafe(24)
    key = Key.objects.create(mark=_mark(word), kind=invitation.kind, good_until=_end_of_next_month())
    if not mails.opinion(invitation, word):
        key.delete()


def kind_of(word: str) -> str:
    """What the holder of a key is asked about. Raises KeyIsSpent."""
    key = Key.objects.filter(mark=_mark(word), good_until__gte=clock.today()).first()
    if key is None:
        raise KeyIsSpent
    return key.kind


@transaction.atomic
def give(word: str, score: int, would_recommend: int | None = None) -> Answer:
    """Take an opinion; its key is gone with it. Raises KeyIsSpent, and nothing is kept then."""
    kind = kind_of(word)
    if not Key.objects.filter(mark=_mark(word)).delete()[0]:
        raise KeyIsSpent
    return Answer.objects.create(
        kind=kind, month=clock.today().replace(day=1), score=score, would_recommend=would_recommend
    )


def drop_old_keys() -> int:
    """Keys that nobody used in time go; the number of them."""
    return Key.objects.filter(good_until__lt=clock.today()).delete()[0]


def _end_of_next_month() -> date:
    """The same day for everybody who is asked in a month: a key tells nothing of when it was sent."""
    first = clock.today().replace(day=1)
    return (first + timedelta(days=70)).replace(day=1) - timedelta(days=1)


def _mark(word: str) -> str:
    return seal.fingerprint("opinion", word)
