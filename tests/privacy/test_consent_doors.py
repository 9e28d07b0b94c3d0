"""The doors of consent, with wrong keys, stale pages and everything that goes wrong on the way out."""

import json
import re
from typing import Any

import pytest
from django.core import mail
from django.template import TemplateDoesNotExist
from django.test import Client

from accounts.models import User
from d4d.foundation.mail import Letter
from privacy import consent
from privacy.consent import messages, page, wording
from privacy.letters import post
from privacy.models import ConsentEvent, ConsentState, Message
from privacy.vocabulary import NEWSLETTER, PARTNERS, STATISTICS
from tests.accounts.people import dutch, signed_in
from tests.privacy.consenting import (
    IN_THE_ACCOUNT,
    NEWS_MAIL,
    NEWS_SMS,
    SURVEY_MAIL,
    post_news,
    somebody,
)

pytestmark = pytest.mark.django_db
PAGE = "/mijn/privacy/voorkeuren/"


def link_to(user: User) -> str:
    """The path on which the newest message to somebody ends."""
    post_news(user, str(Message.objects.count()))
    return f"/afmelden/{messages.token_of(Message.objects.latest('pk'))}/"


@pytest.mark.parametrize("change", ["x", "", "-", "0-0", "zzzzzzzzzzzzzzzzzz-0", "é-1", "1-é"])
def test_a_key_that_we_did_not_make_opens_nothing(change: str) -> None:
    user = somebody(NEWS_MAIL)
    link_to(user)
    assert Client().post(f"/afmelden/{change or 'y'}/").status_code == 404
    assert consent.is_on(user.subject.uuid, NEWS_MAIL)


def test_a_key_opens_its_own_message_only() -> None:
    one, other = somebody(NEWS_MAIL), somebody(NEWS_MAIL, email="bea@west.example")
    first, second = link_to(one), link_to(other)
    mixed = f"{first.split('-')[0]}-{second.split('-')[1]}"
    assert Client().post(mixed).status_code == 404
    assert Client().post(second).status_code == 200
    assert consent.is_on(one.subject.uuid, NEWS_MAIL)
    assert not consent.is_on(other.subject.uuid, NEWS_MAIL)


def test_a_mistake_is_undone_with_the_same_link() -> None:
    user, client = somebody(NEWS_MAIL), Client()
    path = link_to(user)
    done = client.post(path).content.decode()
    assert dutch("Was this a mistake?") in done
    assert dutch("Yes, send me news about products and offers by e-mail.") in done
    assert client.post(f"{path}toch/").status_code == 200
    assert consent.is_on(user.subject.uuid, NEWS_MAIL)
    link_to(user)
    event = ConsentEvent.objects.latest("pk")
    assert (event.action, event.source) == ("given", "link")
    assert event.text
    assert client.get(f"{path}toch/").status_code == 405


def test_what_was_not_ended_with_this_link_is_not_undone_with_it(time_machine: Any) -> None:
    time_machine.move_to("2027-05-01 12:00")
    user, client = somebody(NEWS_MAIL), Client()
    path = link_to(user)
    consent.withdraw(user.subject.uuid, [NEWS_MAIL], IN_THE_ACCOUNT)
    client.post(f"{path}toch/")
    assert not consent.is_on(user.subject.uuid, NEWS_MAIL)
    consent.give(user.subject.uuid, [NEWS_MAIL], IN_THE_ACCOUNT)
    client.post(path)
    time_machine.move_to("2027-05-08 12:01")
    client.post(f"{path}toch/")
    assert not consent.is_on(user.subject.uuid, NEWS_MAIL)


def test_everything_goes_off_with_one_press() -> None:
    user = somebody(NEWS_MAIL, NEWS_SMS, SURVEY_MAIL)
    Client().post(link_to(user), {"scope": "everything"})
    assert not ConsentState.objects.of(user.subject.uuid).filter(standing="given").exists()
    again = somebody(NEWS_MAIL, SURVEY_MAIL, email="bea@west.example")
    signed_in(again).post(PAGE, {"everything_off": "1"})
    assert not ConsentState.objects.of(again.subject.uuid).filter(standing="given").exists()


def test_the_page_of_choices_is_for_who_signs_in() -> None:
    assert Client().get(PAGE).status_code == 302
    assert Client().post(PAGE, {"on": "newsletter-email"}).status_code == 302


def test_a_stale_page_says_no_new_yes() -> None:
    user = somebody(NEWS_SMS)
    browser = signed_in(user)
    shown = browser.get(PAGE).content.decode()
    edition = re.search(r'name="edition" value="(\w+)"', shown)
    assert edition
    consent.withdraw(user.subject.uuid, [NEWS_SMS], consent.Circumstances("sms"))
    seen = {"edition": edition[1], "seen": ["newsletter-sms"], "on": ["newsletter-sms"]}
    browser.post(PAGE, seen)
    assert not consent.is_on(user.subject.uuid, NEWS_SMS)


def test_a_yes_to_other_words_does_not_count_but_a_no_does() -> None:
    user = somebody(NEWS_MAIL)
    answer = signed_in(user).post(
        PAGE, {"edition": "old", "seen": ["newsletter-email"], "on": ["survey-email"]}, follow=True
    )
    assert dutch("Our words have changed meanwhile. Please read them and choose again.") in (
        answer.content.decode()
    )
    assert not consent.is_on(user.subject.uuid, NEWS_MAIL)
    assert not consent.is_on(user.subject.uuid, SURVEY_MAIL)


def test_saving_without_a_change_makes_a_customer_no_subscriber() -> None:
    user = somebody()
    who = user.subject.uuid
    consent.offer(who, consent.AT_CHECKOUT, objected=False, how=IN_THE_ACCOUNT)
    consent.record_sale(who, "order 1")
    before = ConsentEvent.objects.count()
    on = [question.name for group in page.groups(who) for question in group.questions if question.is_on]
    assert len(on) == 4
    page.choose(who, ticked=on, seen=on, edition=wording.edition("nl"), how=IN_THE_ACCOUNT)
    assert ConsentEvent.objects.count() == before
    page.choose(who, ticked=on[1:], seen=on, edition=wording.edition("nl"), how=IN_THE_ACCOUNT)
    assert ConsentEvent.objects.latest("pk").action == "objected"


def test_nothing_is_asked_for_partners_as_long_as_there_are_none() -> None:
    assert PARTNERS not in {purpose for purpose, _ in consent.asked()}
    user = somebody()
    names = {question.name for group in page.groups(user.subject.uuid) for question in group.questions}
    assert not {name for name in names if name.startswith((PARTNERS.code, STATISTICS.code))}


@pytest.mark.parametrize(
    ("secret", "status"), [("simulator", 200), ("wrong", 404), ("simulator2", 404), ("é", 404)]
)
def test_only_the_provider_brings_replies(secret: str, status: int) -> None:
    user = somebody(NEWS_SMS)
    said = {"originator": "31612345678", "body": "STOP"}
    assert Client().post(f"/webhooks/sms/{secret}/", said).status_code == status
    assert consent.is_on(user.subject.uuid, NEWS_SMS) is (status == 404)


def test_without_a_secret_nobody_brings_replies(settings: Any) -> None:
    settings.SMS_WEBHOOK_SECRET = ""
    assert Client().post("/webhooks/sms/x/", {"originator": "31612345678", "body": "STOP"}).status_code == 404


@pytest.mark.parametrize(
    "said",
    [
        {"originator": "31612345678", "body": "Dank u, stop er nog een bij"},
        {"originator": "31612345678"},
        {"originator": "D4D", "body": "STOP"},
        {"originator": "31600000000", "body": "STOP"},
    ],
)
def test_another_reply_changes_nothing_and_is_not_kept(said: dict[str, str]) -> None:
    user = somebody(NEWS_SMS)
    assert Client().post("/webhooks/sms/simulator/", said).status_code == 200
    assert Client().get("/webhooks/sms/simulator/").status_code == 405
    assert consent.is_on(user.subject.uuid, NEWS_SMS)


@pytest.mark.parametrize(
    ("length", "words", "status"),
    [(None, "STOP", 200), (None, "STOP" + " " * 5_000, 413), ("", "STOP", 411), ("x", "STOP", 411)],
)
def test_a_reply_that_is_not_read_is_not_said_to_be_taken(
    length: str | None, words: str, status: int
) -> None:
    user = somebody(NEWS_SMS)
    said = json.dumps({"originator": "31612345678", "body": words})
    headers = {} if length is None else {"CONTENT_LENGTH": length}
    answer = Client().generic(
        "POST", "/webhooks/sms/simulator/", said, content_type="application/json", **headers
    )
    assert answer.status_code == status
    assert consent.is_on(user.subject.uuid, NEWS_SMS) is (status != 200)


def test_what_goes_wrong_before_a_letter_leaves_does_not_keep_it_from_leaving() -> None:
    user = somebody(NEWS_MAIL)
    subject, key = user.subject.uuid, f"news:1:{user.pk}"
    unwritten = Letter(key, "mail/demo/unwritten", user.email, "nl", {})
    with pytest.raises(TemplateDoesNotExist):
        post(unwritten, subject=subject, purpose=NEWSLETTER, occasion="news 1")
    assert not Message.objects.exists()
    assert post_news(user)
    assert len(mail.outbox) == 1


def test_a_message_goes_out_once_however_often_it_is_asked_for() -> None:
    user = somebody(NEWS_MAIL)
    assert post_news(user) == post_news(user)
    assert len(mail.outbox) == 1
    assert Message.objects.get().state == "sent"
