"""Builders for consent: people who chose, and news that is queued for them like any other news."""

import re
from dataclasses import dataclass

from django.core import mail
from django.db import transaction

from accounts.models import User
from d4d.foundation import outbox
from d4d.foundation.mail import Letter
from privacy import consent
from privacy.consent import numbers
from privacy.consent.offers import Pair
from privacy.gate import NotPermitted
from privacy.letters import post
from privacy.vocabulary import NEWSLETTER, SURVEY, Channel
from tests.accounts.people import a_practice, manager_of

PHONE = "+31612345678"
NEWS_MAIL: Pair = (NEWSLETTER, Channel.EMAIL)
NEWS_SMS: Pair = (NEWSLETTER, Channel.SMS)
NEWS_CALL: Pair = (NEWSLETTER, Channel.PHONE)
SURVEY_MAIL: Pair = (SURVEY, Channel.EMAIL)
IN_THE_ACCOUNT = consent.Circumstances("account", form="preferences", network="192.0.2.0/24")


@dataclass(frozen=True, slots=True)
class NewsReady(outbox.Event):
    """A letter with news stands ready for somebody."""

    topic = "tests.news-ready"
    user_id: int
    issue: str


def send_the_news(event: NewsReady) -> None:
    """Mail it, as far as the gate lets it through at this moment."""
    try:
        post_news(User.objects.get(pk=event.user_id), event.issue)
    except NotPermitted:
        return


outbox.subscribe(NewsReady, send_the_news, queue="mail")


def post_news(user: User, issue: str = "1", *, to: str = "", purpose: object = NEWSLETTER) -> str:
    """A letter with news, straight to the gate."""
    letter = Letter(f"news:{issue}:{user.pk}", "mail/demo/news", to or user.email, "nl", {})
    return post(letter, subject=user.subject.uuid, purpose=purpose, occasion=f"news {issue}")  # type: ignore[arg-type]


def somebody(*pairs: Pair, email: str = "anna@linde.example", phone: str = PHONE) -> User:
    """The manager of a practice, with a number of their own, who said yes to these questions."""
    user = manager_of(a_practice(email=email))
    User.objects.filter(pk=user.pk).update(phone=phone)
    user.refresh_from_db()
    if phone:
        asked = numbers.ask(user.subject.uuid)
        assert numbers.prove(user.subject.uuid, numbers.new_code(asked.pk, asked.turn))
    if pairs:
        consent.give(user.subject.uuid, pairs, IN_THE_ACCOUNT)
    return user


def news_stands_ready(*users: User) -> None:
    """The news of the month waits to be sent to these people."""
    with transaction.atomic():
        for user in users:
            outbox.publish(NewsReady(user_id=user.pk, issue="1"))


def way_out_of(letter: mail.EmailMessage) -> str:
    """The path in the header by which a mail program ends it."""
    header = str(letter.extra_headers["List-Unsubscribe"])
    found = re.fullmatch(r"<http://localhost:8000(/afmelden/[0-9a-z]+-[0-9a-f]{24}/)>", header)
    assert found, header
    return found[1]
