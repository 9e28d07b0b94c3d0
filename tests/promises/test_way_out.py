"""Whoever had enough is out at once, by every door."""

import pytest
from django.core import mail
from django.test import Client

from privacy import consent
from privacy.models import ConsentEvent, Message
from tests.accounts.people import (
    dutch,
    post_is_delivered,
)
from tests.privacy.consenting import (
    IN_THE_ACCOUNT,
    NEWS_MAIL,
    NEWS_SMS,
    news_stands_ready,
    post_news,
    somebody,
    way_out_of,
)

pytestmark = pytest.mark.django_db


def news_letters() -> list[mail.EmailMessage]:
    subject = dutch("New this month for your practice")
    return [letter for letter in post_is_delivered() if letter.subject == subject]


@pytest.mark.promise("PV37")
def test_one_press_without_signing_in_ends_it_at_once() -> None:
    user = somebody(NEWS_MAIL)
    post_news(user)
    stranger = Client()
    path = way_out_of(mail.outbox[-1])
    page = stranger.get(path)
    assert f"<h1>{dutch('Unsubscribe')}</h1>" in page.content.decode()
    done = stranger.post(path)
    assert done.status_code == 200
    assert dutch("You are unsubscribed") in done.content.decode()
    assert not consent.is_on(user.subject.uuid, NEWS_MAIL)
    assert not stranger.cookies


@pytest.mark.promise("PV37")
@pytest.mark.promise("PV75")
def test_what_stands_ready_is_not_sent_after_a_withdrawal() -> None:
    stays, leaves = somebody(NEWS_MAIL), somebody(NEWS_MAIL, email="bea@west.example")
    news_stands_ready(stays, leaves)
    consent.withdraw(leaves.subject.uuid, [NEWS_MAIL], IN_THE_ACCOUNT)
    assert [letter.to for letter in news_letters()] == [[stays.email]]
    assert Message.objects.count() == 1


@pytest.mark.promise("PV38")
def test_every_letter_on_consent_bears_the_way_out_in_head_and_foot() -> None:
    user = somebody(NEWS_MAIL)
    post_news(user)
    [letter] = mail.outbox
    path = way_out_of(letter)
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    html = str(letter.alternatives[0][0])  # type: ignore[attr-defined]
    assert f"http://localhost:8000{path}" in str(letter.body)
    assert f'href="http://localhost:8000{path}"' in html
    assert user.email not in path
    assert str(user.subject.uuid) not in path


@pytest.mark.promise("PV38")
def test_a_mail_program_ends_it_with_one_post_and_looking_never_does() -> None:
    user = somebody(NEWS_MAIL)
    post_news(user)
    path = way_out_of(mail.outbox[-1])
    program = Client(enforce_csrf_checks=True)
    for look_only in (program.get, program.head):
        assert look_only(path).status_code == 200
    assert consent.is_on(user.subject.uuid, NEWS_MAIL)
    done = program.post(path, {"List-Unsubscribe": "One-Click"})
    assert (done.status_code, dict(program.cookies)) == (200, {})
    event = ConsentEvent.objects.latest("pk")
    assert (event.action, event.source) == ("withdrawn", "one_click")
    program.post(path, {"List-Unsubscribe": "One-Click"})
    assert ConsentEvent.objects.latest("pk") == event


@pytest.mark.promise("PV38")
@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", '{"originator": "31612345678", "body": " stop. "}'),
        ("application/x-www-form-urlencoded", "originator=0031612345678&body=STOP%20sms"),
    ],
)
def test_stop_from_a_telephone_ends_the_text_messages(kind: str, body: str) -> None:
    user = somebody(NEWS_SMS, NEWS_MAIL)
    answer = Client(enforce_csrf_checks=True).post("/webhooks/sms/simulator/", body, content_type=kind)
    assert answer.status_code == 200
    assert not consent.is_on(user.subject.uuid, NEWS_SMS)
    assert consent.is_on(user.subject.uuid, NEWS_MAIL)
    assert ConsentEvent.objects.filter(source="sms").exists()
