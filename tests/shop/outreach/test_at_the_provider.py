"""What really goes to the providers: mail that follows nobody, and texts that are never sent again."""

import re
from typing import Any

import pytest

from accounts.models import Practice
from d4d.foundation.models import Delivery
from shop.outreach import services
from shop.outreach.models import Recipient
from tests.privacy.consenting import NEWS_SMS, somebody
from tests.shop.outreach.builders import a_newsletter, a_reader, sent, the_work_is_done
from tests.simulator_process import Outside

pytestmark = pytest.mark.django_db


def test_many_letters_go_in_one_call_and_follow_nobody(outside: Outside, settings: Any) -> None:
    settings.EMAIL_BACKEND = "d4d.foundation.brevo.EmailBackend"
    settings.ANYMAIL = {"BREVO_API_KEY": "simulator", "BREVO_API_URL": f"{outside.origin}/brevo/v3/"}
    anna, bob = a_reader(), a_reader(language="en")
    assert services.progress(sent(a_newsletter())) == {Recipient.State.SENT: 2}
    (call,) = outside.ledger("brevo")
    assert call["method"] == "POST"
    letters = {letter["to"][0]["email"]: letter for letter in outside.mails()}
    assert {email: letter["subject"] for email, letter in letters.items()} == {
        anna.email: "Nieuws, Sanne",
        bob.email: "News",
    }
    for letter in letters.values():
        assert len(letter["to"]) == 1
        assert letter["tags"] == []
        assert not [name for name in letter["headers"] if "track" in name.lower() or "mailin" in name.lower()]
        assert letter["headers"]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert letter["headers"]["List-Unsubscribe"].strip("<>") in letter["text"]
        assert "<img" not in letter["html"]
    assert len({letter["headers"]["List-Unsubscribe"] for letter in letters.values()}) == 2
    assert len({letter["message_id"] for letter in letters.values()}) == 2
    links = set(re.findall(r'href="([^"]+)"', letters[anna.email]["html"]))
    assert "http://localhost:8000/producten/" in links
    assert {one for one in links if not one.startswith(("http://localhost:8000/", "mailto:"))} == set()


def test_a_text_message_without_an_answer_is_not_sent_again(outside: Outside, settings: Any) -> None:
    settings.SMS_ENDPOINT = f"{outside.origin}/sms"
    settings.SMS_KEY = "simulator"
    somebody(NEWS_SMS)
    Practice.objects.update(state=Practice.State.APPROVED)
    the_work_is_done()
    before = len(outside.messages())
    outside.fault("sms", "lost_answer")
    newsletter = sent(a_newsletter(channel="sms", body_nl="Nieuws voor {praktijk}.", body_en="News."))
    Delivery.objects.update(leased_until=None)
    the_work_is_done()
    assert services.progress(newsletter) == {Recipient.State.UNKNOWN: 1}
    said = outside.messages()[before:]
    assert len(said) == 1
    assert said[0]["body"].startswith("Nieuws voor Mondzorg De Linde. Niet meer?")
