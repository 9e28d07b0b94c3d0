"""Letters that bounce or are called spam: no news goes there any more, and the desk sees it."""

import json
import logging
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from d4d.foundation.mail import Letter
from privacy import consent
from privacy.gate import Refused, may_use
from privacy.letters import post
from privacy.models import ConsentEvent, MailReport, Suppression
from privacy.vocabulary import ACCOUNT, NEWSLETTER
from tests.accounts.people import dutch, signed_in, somebody_of_the_staff
from tests.privacy.consenting import IN_THE_ACCOUNT, NEWS_MAIL, somebody
from tests.simulator_process import Outside, simulator_on, started
from tools.processes import free_port

pytestmark = pytest.mark.django_db
DOOR = "/webhooks/mail/"
BOUNCED = {"event": "hard_bounce", "email": "Anna@Linde.example", "message-id": "<1@d4d.example>"}


def told(said: Any, secret: str = "simulator:simulator", **more: Any) -> int:
    """The status with which a report of the provider is answered."""
    body = said if isinstance(said, str) else json.dumps(said)
    credentials = f"Basic {b64encode(secret.encode()).decode()}"
    client = Client(enforce_csrf_checks=True, headers={"Authorization": credentials})
    return client.generic("POST", DOOR, body, content_type="application/json", **more).status_code


def gets_news(user: User) -> bool:
    return not isinstance(may_use(user.subject.uuid, NEWSLETTER, "email", user.email), Refused)


@pytest.mark.promise("PV37")
@pytest.mark.parametrize(
    ("event", "is_a_no"),
    [("hard_bounce", False), ("invalid_email", False), ("spam", True), ("unsubscribed", True)],
)
def test_no_news_goes_where_it_bounces_or_is_not_wanted(event: str, is_a_no: bool) -> None:
    user = somebody(NEWS_MAIL)
    assert told({**BOUNCED, "event": event}) == 200
    assert not gets_news(user)
    assert consent.is_on(user.subject.uuid, NEWS_MAIL) is not is_a_no
    assert ConsentEvent.objects.filter(source="provider").exists() is is_a_no
    assert not isinstance(may_use(user.subject.uuid, ACCOUNT, "email", user.email), Refused)
    consent.give(user.subject.uuid, [NEWS_MAIL], IN_THE_ACCOUNT)
    assert gets_news(user)
    assert told({**BOUNCED, "event": event}) == 200
    assert gets_news(user)
    assert MailReport.objects.count() == 1


@pytest.mark.parametrize("event", ["soft_bounce", "deferred", "delivered", "opened", "anything"])
def test_what_may_still_arrive_changes_nothing(event: str) -> None:
    user = somebody(NEWS_MAIL)
    assert told({**BOUNCED, "event": event}) == 200
    assert gets_news(user)
    assert not MailReport.objects.exists()


@pytest.mark.parametrize("secret", ["simulator:wrong", "", ":", "simulator"])
def test_only_the_provider_reports(secret: str, settings: Any) -> None:
    user = somebody(NEWS_MAIL)
    assert told(BOUNCED, secret) == 401
    assert Client().post(DOOR).status_code == 401
    assert Client().get(DOOR).status_code == 405
    settings.MAIL_WEBHOOK_SECRETS = []
    assert told(BOUNCED, secret) == 401
    settings.MAIL_WEBHOOK_SECRETS = ["old:word", "new:word"]
    assert gets_news(user)
    assert [told(BOUNCED, one) for one in ("old:word", "new:word")] == [200, 200]


@pytest.mark.parametrize(
    ("said", "status"),
    [("[1]", 400), ("{", 400), ("{}", 400), ('"x"', 400), ({**BOUNCED, "reason": "x" * 20_000}, 413)],
)
def test_what_is_no_report_is_not_said_to_be_taken(said: Any, status: int) -> None:
    assert told(said) == status
    assert told(BOUNCED, CONTENT_LENGTH="") == 411
    assert not Suppression.objects.exists()


def test_an_address_of_nobody_is_left_alone_and_noted_as_nobodys() -> None:
    assert told({**BOUNCED, "email": "niemand@nergens.example"}) == 200
    assert MailReport.objects.get().subject is None
    assert Suppression.objects.filter(channel="email").count() == 2


def test_nothing_of_a_report_is_logged_or_kept(caplog: pytest.LogCaptureFixture) -> None:
    somebody(NEWS_MAIL)
    with caplog.at_level(logging.DEBUG):
        told({**BOUNCED, "reason": "550 geheimewoorden"})
        told("{geheimewoorden")
    assert "geheimewoorden" not in caplog.text
    assert "linde" not in caplog.text.lower()
    row = "|".join(map(str, MailReport.objects.values_list().get()))
    assert "linde" not in row.lower()


def test_the_desk_sees_that_letters_to_somebody_do_not_arrive() -> None:
    user = somebody()
    practice = user.memberships.get().practice
    desk = signed_in(somebody_of_the_staff(), second_factor=True)
    said = dutch("Mail to this address: %(what)s (%(day)s). Call, or ask for another address.").split("%")[0]
    pages = [f"/beheer/accounts/user/{user.pk}/change/", f"/beheer/accounts/practice/{practice.pk}/change/"]
    assert [said in desk.get(page).content.decode() for page in pages] == [False, False]
    told(BOUNCED)
    assert [said in desk.get(page).content.decode() for page in pages] == [True, False]
    told({**BOUNCED, "email": practice.billing_email})
    assert [said in desk.get(page).content.decode() for page in pages] == [True, True]
    assert desk.get("/beheer/privacy/mailreport/").status_code == 200
    User.objects.filter(pk=user.pk).update(email="anna@elders.example")
    assert said not in desk.get(pages[0]).content.decode()


@pytest.fixture
def provider(live_server: Any, tmp_path: Path, settings: Any) -> Iterator[Outside]:
    """A simulator that knows where the shop listens, and to which the shop gives its mail."""
    port = free_port()
    process = simulator_on(tmp_path, port, shop_url=live_server.url)
    settings.EMAIL_BACKEND = "d4d.foundation.brevo.EmailBackend"
    settings.ANYMAIL = {
        "BREVO_API_KEY": "simulator",
        "BREVO_API_URL": f"http://127.0.0.1:{port}/brevo/v3/",
    }
    try:
        yield started(process, port)
    finally:
        process.stop()


@pytest.mark.django_db(transaction=True)
def test_a_bounce_goes_through_the_simulator_to_the_shop(provider: Outside) -> None:
    user = somebody(NEWS_MAIL)
    letter = Letter("welcome:1", "mail/demo/news", user.email, "nl", {})
    post(letter, subject=user.subject.uuid, purpose=ACCOUNT, occasion="letter 1")
    [mail] = provider.mails()
    assert "de winkel zei 200" in provider.report(mail["id"]).text
    assert not gets_news(user)
    assert MailReport.objects.get().subject == user.subject.uuid
