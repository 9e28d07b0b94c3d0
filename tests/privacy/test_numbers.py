"""A telephone number is somebody's own once they read a code from it; before that it is left in peace."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from accounts.models import User
from d4d.foundation import clock
from privacy import consent
from privacy.consent import numbers
from privacy.gate import Refused, may_use
from privacy.models import NumberProof, Suppression
from privacy.vocabulary import NEWSLETTER
from tests.accounts.people import a_practice, dutch, manager_of, post_is_delivered, signed_in
from tests.privacy.consenting import IN_THE_ACCOUNT, NEWS_CALL, NEWS_MAIL, NEWS_SMS, PHONE, somebody
from tests.simulator_process import Outside

pytestmark = pytest.mark.django_db
PAGE, SEND = "/mijn/privacy/nummer/", "/mijn/privacy/nummer/code/"


@pytest.fixture(autouse=True)
def _texts_arrive(outside: Outside, settings: Any) -> None:
    settings.SMS_ENDPOINT = f"{outside.origin}/sms"
    cache.clear()


def somebody_who_typed(number: str) -> User:
    """The manager of a practice, whose number nobody has looked at."""
    user = manager_of(a_practice())
    User.objects.filter(pk=user.pk).update(phone=number)
    user.refresh_from_db()
    consent.give(user.subject.uuid, [NEWS_SMS, NEWS_CALL], IN_THE_ACCOUNT)
    return user


def code_on_the_telephone(outside: Outside) -> str:
    """The code in the newest text message."""
    post_is_delivered()
    found = re.match(r"\d{6}", outside.messages()[-1]["body"])
    assert found
    return found[0]


@pytest.mark.promise("PV36")
def test_no_text_message_goes_to_a_number_that_nobody_confirmed(outside: Outside) -> None:
    user = somebody_who_typed(PHONE)
    subject, browser = user.subject.uuid, signed_in(user)
    assert isinstance(may_use(subject, NEWSLETTER, "sms", PHONE), Refused)
    assert dutch("Confirm your number") in browser.get("/mijn/privacy/voorkeuren/").content.decode()
    browser.post(SEND)
    code = code_on_the_telephone(outside)
    assert browser.post(PAGE, {"code": f" {code} "}).status_code == 302
    assert not isinstance(may_use(subject, NEWSLETTER, "sms", PHONE), Refused)
    assert dutch("Confirm your number") not in browser.get("/mijn/privacy/voorkeuren/").content.decode()
    User.objects.filter(pk=user.pk).update(phone="+31687654321")
    assert isinstance(may_use(subject, NEWSLETTER, "sms", "+31687654321"), Refused)


@pytest.mark.promise("PV37")
def test_who_said_stop_is_left_alone_whoever_types_their_number(outside: Outside) -> None:
    said = {"originator": PHONE, "body": "STOP"}
    Client().post("/webhooks/sms/simulator/", said)
    before = set(Suppression.objects.values_list("pk", flat=True))
    user = somebody_who_typed(PHONE)
    assert set(Suppression.objects.values_list("pk", flat=True)) == before
    signed_in(user).post(SEND)
    assert not numbers.prove(user.subject.uuid, "000000")
    assert set(Suppression.objects.values_list("pk", flat=True)) == before
    assert numbers.prove(user.subject.uuid, code_on_the_telephone(outside))
    assert Suppression.objects.filter(purpose=NEWSLETTER.code, channel="sms").count() == 0
    assert not isinstance(may_use(user.subject.uuid, NEWSLETTER, "sms", PHONE), Refused)
    Client().post("/webhooks/sms/simulator/", said)
    consent.give(user.subject.uuid, [NEWS_SMS], IN_THE_ACCOUNT)
    assert isinstance(may_use(user.subject.uuid, NEWSLETTER, "sms", PHONE), Refused)


def test_a_code_is_good_for_ten_minutes_and_five_tries(outside: Outside) -> None:
    user = somebody_who_typed(PHONE)
    subject = user.subject.uuid
    numbers.ask(subject)
    code = code_on_the_telephone(outside)
    with time_machine.travel(clock.now() + timedelta(minutes=11), tick=False):
        assert not numbers.prove(subject, code)
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    assert [numbers.prove(subject, wrong) for _ in range(5)] == [False] * 5
    assert not numbers.prove(subject, code)
    numbers.ask(subject)
    assert not numbers.prove(subject, code)
    assert numbers.prove(subject, code_on_the_telephone(outside))
    assert not numbers.prove(subject, code)


def test_a_code_for_another_number_shows_nothing(outside: Outside) -> None:
    user = somebody_who_typed(PHONE)
    numbers.ask(user.subject.uuid)
    code = code_on_the_telephone(outside)
    User.objects.filter(pk=user.pk).update(phone="+31687654321")
    assert not numbers.prove(user.subject.uuid, code)


def test_the_code_itself_stands_nowhere(outside: Outside) -> None:
    user = somebody_who_typed(PHONE)
    numbers.ask(user.subject.uuid)
    code = code_on_the_telephone(outside)
    row = NumberProof.objects.values_list().get()
    assert code not in "|".join(map(str, row))
    assert PHONE[3:] not in "|".join(map(str, row))


@pytest.mark.parametrize("number", ["", "+31735551234"])
def test_a_number_that_takes_no_text_messages_gets_none(number: str, outside: Outside) -> None:
    browser = signed_in(somebody_who_typed(number))
    said = browser.post(SEND, follow=True).content.decode()
    assert dutch("No text messages arrive at this number. Give a mobile number first.") in said
    post_is_delivered()
    assert outside.messages() == []


def test_only_so_many_codes_go_out_in_an_hour() -> None:
    browser = signed_in(somebody_who_typed(PHONE))
    assert [browser.post(SEND).status_code for _ in range(4)] == [302, 302, 302, 429]


def test_a_mailbox_needs_no_code() -> None:
    user = somebody(phone="")
    consent.give(user.subject.uuid, [NEWS_MAIL], IN_THE_ACCOUNT)
    assert not isinstance(may_use(user.subject.uuid, NEWSLETTER, "email", user.email), Refused)
