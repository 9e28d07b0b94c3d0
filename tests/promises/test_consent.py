"""You hear from us only what you chose, and you end it whenever you like."""

import re
from typing import Any

import pytest
from django.core import mail
from django.db import DatabaseError, connection, transaction
from django.test import Client

from accounts.models import User
from d4d.foundation.sms import Text
from privacy import consent
from privacy.gate import NotPermitted, Refused, may_use
from privacy.letters import text
from privacy.models import ConsentEvent, ConsentState
from privacy.vocabulary import NEWSLETTER, PURPOSES, SURVEY, Basis
from tests.accounts.people import (
    ANSWERS,
    dutch,
    post_is_delivered,
    signed_in,
    somebody_of_the_staff,
)
from tests.privacy.consenting import (
    IN_THE_ACCOUNT,
    NEWS_CALL,
    NEWS_MAIL,
    NEWS_SMS,
    PHONE,
    SURVEY_MAIL,
    news_stands_ready,
    post_news,
    somebody,
    way_out_of,
)
from tests.simulator_process import Outside

pytestmark = pytest.mark.django_db
PAGE = "/mijn/privacy/voorkeuren/"


def answers(page: str, **changes: Any) -> dict[str, Any]:
    """What a browser would send from the page of choices."""
    edition = re.search(r'name="edition" value="(\w+)"', page)
    assert edition
    seen = re.findall(r'name="seen" value="([\w-]+)"', page)
    return {"edition": edition[1], "seen": seen, "on": seen, **changes}


@pytest.mark.promise("PV01")
def test_who_ticked_nothing_at_registration_gets_nothing_but_service_mail(client: Client) -> None:
    client.post("/registreren/", ANSWERS)
    user = User.objects.get()
    news_stands_ready(user)
    letters = post_is_delivered()
    assert [letter.subject for letter in letters] == [dutch("Confirm your e-mail address")]
    assert ConsentState.objects.filter(standing__in=["given", "customer"]).count() == 0


@pytest.mark.promise("PV01")
def test_every_purpose_has_a_basis_and_those_on_consent_their_channels() -> None:
    assert all(purpose.basis in Basis for purpose in PURPOSES.values())
    on_consent = {code for code, purpose in PURPOSES.items() if purpose.basis is Basis.CONSENT}
    assert on_consent == {"newsletter", "survey", "statistics", "personalisation", "partners"}
    assert {code for code, purpose in PURPOSES.items() if purpose.channels} == on_consent


@pytest.mark.promise("PV31")
def test_the_gate_asks_for_purpose_channel_and_address_together() -> None:
    user = somebody(NEWS_MAIL)
    who = user.subject.uuid
    assert not isinstance(may_use(who, NEWSLETTER, "email", user.email), Refused)
    assert may_use(who, SURVEY, "email", user.email) == Refused("no consent is on record")
    assert may_use(who, NEWSLETTER, "sms", PHONE) == Refused("no consent is on record")
    assert may_use(who, NEWSLETTER, "email", "facturen@elders.example") == Refused(
        "the address is not the person's own"
    )
    assert may_use(who, NEWSLETTER, "email") == Refused("the address is not the person's own")
    assert may_use(who, NEWSLETTER, "site") == Refused("this purpose does not use this channel")
    assert may_use(None, NEWSLETTER, "email", user.email) == Refused(
        "a practice's mailbox consents to nothing"
    )


@pytest.mark.promise("PV31")
@pytest.mark.parametrize("state", ["restricted", "erasing", "erased"])
def test_consent_does_not_reach_people_who_are_restricted_or_gone(state: str) -> None:
    user = somebody(NEWS_MAIL)
    type(user.subject).objects.filter(pk=user.subject.pk).update(state=state)
    with pytest.raises(NotPermitted):
        post_news(user)
    assert mail.outbox == []


@pytest.mark.promise("PV35")
def test_a_survey_has_its_own_yes_and_its_own_way_out(client: Client) -> None:
    user = somebody(NEWS_MAIL, SURVEY_MAIL)
    post_news(user, "survey", purpose=SURVEY)
    client.post(way_out_of(mail.outbox[-1]), {"List-Unsubscribe": "One-Click"})
    with pytest.raises(NotPermitted):
        post_news(user, "survey 2", purpose=SURVEY)
    post_news(user, "after the survey")
    assert len(mail.outbox) == 2


@pytest.mark.promise("PV36")
def test_who_chose_mail_gets_no_text_message(outside: Outside, settings: Any) -> None:
    settings.SMS_ENDPOINT = f"{outside.origin}/sms"
    user = somebody(NEWS_MAIL)
    words = Text("news-sms:1", PHONE, "Nieuw: composiet.")
    with pytest.raises(NotPermitted):
        text(words, subject=user.subject.uuid, purpose=NEWSLETTER, language="nl", occasion="news 1")
    assert outside.messages() == []
    consent.give(user.subject.uuid, [NEWS_SMS], IN_THE_ACCOUNT)
    assert text(words, subject=user.subject.uuid, purpose=NEWSLETTER, language="nl", occasion="news 1")
    [message] = outside.messages()
    assert message["recipients"] == ["31612345678"]
    assert "/afmelden/" in message["body"]


@pytest.mark.promise("PV36")
def test_nobody_is_called_because_they_bought() -> None:
    user = somebody()
    consent.offer(user.subject.uuid, consent.AT_CHECKOUT, objected=False, how=IN_THE_ACCOUNT)
    consent.record_sale(user.subject.uuid, "order 1")
    assert may_use(user.subject.uuid, NEWSLETTER, "phone", PHONE) == Refused("no consent is on record")
    consent.give(user.subject.uuid, [NEWS_CALL], IN_THE_ACCOUNT)
    assert not isinstance(may_use(user.subject.uuid, NEWSLETTER, "phone", PHONE), Refused)


@pytest.mark.promise("PV39")
@pytest.mark.promise("PV65")
def test_every_choice_is_made_and_ended_on_one_page_without_a_script() -> None:
    user = somebody()
    browser = signed_in(user)
    page = browser.get(PAGE).content.decode()
    assert " checked" not in page
    browser.post(PAGE, answers(page, on=["newsletter-email", "survey-sms"]))
    states = ConsentState.objects.of(user.subject.uuid).values_list("purpose", "channel", "standing")
    assert set(states) == {("newsletter", "email", "given"), ("survey", "sms", "given")}
    event = ConsentEvent.objects.get(purpose="newsletter")
    assert event.text
    assert event.text.text == dutch("Yes, send me news about products and offers by e-mail.")
    assert (event.source, event.evidence.network) == ("account", "127.0.0.0/24")
    page = browser.get(PAGE).content.decode()
    browser.post(PAGE, answers(page, on=["survey-sms"]))
    assert not consent.is_on(user.subject.uuid, NEWS_MAIL)


@pytest.mark.promise("PV40")
def test_staff_unsubscribe_somebody_who_asks_and_stand_in_the_ledger() -> None:
    user, clerk = somebody(NEWS_MAIL), somebody_of_the_staff()
    desk = signed_in(clerk, second_factor=True)
    chosen = {"action": "opt_out", "_selected_action": [user.pk]}
    page = desk.post("/beheer/accounts/user/", chosen, follow=True)
    number = {str(label): value for value, label in page.context["form"].fields["off"].choices}
    wanted = number[f"{dutch('News about our products')}: e-mail"]
    desk.post(page.request["PATH_INFO"], {"off": [wanted], "note": "belde op 3 mei"})
    event = ConsentEvent.objects.latest("pk")
    assert (event.action, event.source, event.actor) == ("withdrawn", "staff", clerk.subject.uuid)
    assert event.evidence.note == "belde op 3 mei"
    with pytest.raises(NotPermitted):
        post_news(user)


@pytest.mark.promise("PV74")
def test_ending_takes_as_many_steps_as_beginning() -> None:
    user = somebody()
    browser = signed_in(user)
    steps = []
    for wanted in (["newsletter-email"], []):
        page = browser.get(PAGE).content.decode()
        browser.post(PAGE, answers(page, on=wanted))
        steps.append(("look", "tick", "save", consent.is_on(user.subject.uuid, NEWS_MAIL)))
    assert [one[3] for one in steps] == [True, False]
    page = browser.get(PAGE).content.decode()
    boxes = re.findall(r'<input type="checkbox"[^>]*>', page)
    assert len(boxes) == len({re.search(r'value="([\w-]+)"', box)[1] for box in boxes})  # type: ignore[index]
    assert page.count('method="post"') == page.count("<form") - page.count('method="get"')


@pytest.mark.promise("PV76")
def test_a_yes_stays_provable_after_it_was_withdrawn() -> None:
    user = somebody(NEWS_MAIL)
    consent.withdraw(user.subject.uuid, [NEWS_MAIL], IN_THE_ACCOUNT)
    assert list(ConsentEvent.objects.order_by("pk").values_list("action", flat=True)) == [
        "given",
        "withdrawn",
    ]
    for statement in (
        "UPDATE privacy_consentevent SET action = 'withdrawn'",
        "UPDATE privacy_consenttext SET text = 'x'",
        "DELETE FROM privacy_consentevent",
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            connection.cursor().execute(statement)
    assert ConsentEvent.objects.filter(action="given").count() == 1


@pytest.mark.promise("PV21")
def test_the_billing_mailbox_of_a_practice_gets_invoices_and_no_news() -> None:
    user = somebody(NEWS_MAIL)
    billing = user.memberships.get().practice.billing_email
    with pytest.raises(NotPermitted):
        post_news(user, to=billing)
    assert mail.outbox == []
