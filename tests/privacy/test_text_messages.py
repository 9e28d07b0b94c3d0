"""Text messages on their way out: how they end, and what is in doubt is never sent again."""

import os
import re
import signal
from threading import Timer
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from d4d.foundation.errors import Misconfigured, Rejected, Temporary
from d4d.foundation.permit import Permit
from d4d.foundation.sms import Text, send
from privacy import consent
from privacy.letters import text
from privacy.models import Message
from privacy.vocabulary import NEWSLETTER
from tests.privacy.consenting import IN_THE_ACCOUNT, NEWS_SMS, PHONE, somebody
from tests.simulator_process import Outside
from tools.processes import wait_until

pytestmark = pytest.mark.django_db
WORDS = Text("news-sms:1", PHONE, "Nieuw: composiet.")


def text_to(user: User) -> bool:
    return text(WORDS, subject=user.subject.uuid, purpose=NEWSLETTER, language="nl", occasion="news 1")


class TimeIsUp(Exception):
    """As a worker says it to a job that takes too long."""


def test_a_text_message_broken_off_under_way_is_in_doubt(outside: Outside, settings: Any) -> None:
    settings.SMS_ENDPOINT = f"{outside.origin}/sms"
    user = somebody(NEWS_SMS)
    outside.fault("sms", "slow", seconds=3)

    def stop(*_: object) -> None:
        raise TimeIsUp

    before = signal.signal(signal.SIGUSR1, stop)
    limit = Timer(1, os.kill, (os.getpid(), signal.SIGUSR1))
    try:
        limit.start()
        with pytest.raises(Temporary):
            text_to(user)
    finally:
        limit.join()
        signal.signal(signal.SIGUSR1, before)
    assert Message.objects.in_doubt().exists()
    assert not text_to(user)
    wait_until(lambda: len(outside.messages()) == 1, "the provider, which is late")


def test_a_text_message_tells_how_to_end_it(outside: Outside, settings: Any) -> None:
    settings.SMS_ENDPOINT = f"{outside.origin}/sms"
    user = somebody(NEWS_SMS)
    assert text_to(user)
    assert not text_to(user)
    [message] = outside.messages()
    found = re.fullmatch(
        r"Nieuw: composiet\. Niet meer\? Antwoord STOP of: http://localhost:8000(/afmelden/[\w-]+/)",
        message["body"],
    )
    assert found, message["body"]
    Client().post(found[1])
    assert not consent.is_on(user.subject.uuid, NEWS_SMS)
    settings.SMS_FROM = "D4D"
    consent.give(user.subject.uuid, [NEWS_SMS], IN_THE_ACCOUNT)
    again = Text("news-sms:2", PHONE, "Nieuw.")
    text(again, subject=user.subject.uuid, purpose=NEWSLETTER, language="nl", occasion="news 2")
    assert "STOP" not in outside.messages()[1]["body"]
    assert outside.messages()[1]["originator"] == "D4D"


@pytest.mark.parametrize(
    ("fault", "error", "is_tried_again"),
    [
        ("rate_limit", Temporary, True),
        ("unauthorised", Misconfigured, True),
        ("lost_answer", Temporary, False),
        ("error", Temporary, False),
    ],
)
def test_in_doubt_a_text_message_is_not_sent_again(
    fault: str, error: type[Exception], is_tried_again: bool, outside: Outside, settings: Any
) -> None:
    settings.SMS_ENDPOINT = f"{outside.origin}/sms"
    user = somebody(NEWS_SMS)
    outside.fault("sms", fault)
    with pytest.raises(error):
        text_to(user)
    assert text_to(user) is is_tried_again
    assert len(outside.messages()) == (0 if fault == "error" else 1)
    assert Message.objects.in_doubt().exists() is not is_tried_again


def test_the_sender_takes_no_other_permit_and_no_odd_number(outside: Outside, settings: Any) -> None:
    settings.SMS_ENDPOINT = f"{outside.origin}/sms"
    with pytest.raises(AssertionError):
        send(WORDS, Permit("newsletter", "email", None))
    for wrong in (Text("k", "0612345678", "Hallo"), Text("k", PHONE, ""), Text("k", PHONE, "x" * 460)):
        with pytest.raises(Rejected):
            send(wrong, Permit("newsletter", "sms", None))
    assert outside.ledger("sms") == []
