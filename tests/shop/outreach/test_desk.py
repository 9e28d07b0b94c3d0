"""Staff write a newsletter, look at it, try it out, send it, and see how far it is."""

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from d4d.foundation.models import Delivery
from shop.outreach.models import Newsletter, Recipient
from tests.accounts.people import dutch, signed_in
from tests.shop.builders import a_colleague_of_the_house
from tests.shop.outreach.builders import BODY_EN, BODY_NL, a_newsletter, a_reader, sent, the_work_is_done

pytestmark = pytest.mark.django_db
LIST = "/beheer/outreach/newsletter/"
WORDS = {
    "name": "Maart",
    "channel": "email",
    "subject_nl": "Nieuws",
    "subject_en": "News",
    "body_nl": BODY_NL,
    "body_en": BODY_EN,
}


@pytest.fixture
def colleague() -> User:
    return a_colleague_of_the_house("sales")


@pytest.fixture
def desk(colleague: User) -> Client:
    return signed_in(colleague, second_factor=True)


def test_a_newsletter_goes_from_words_to_readers(desk: Client, colleague: User) -> None:
    reader = a_reader()
    answer = desk.post(f"{LIST}add/", {**WORDS, "roles": ["buyer"]})
    news = Newsletter.objects.get()
    assert answer.headers["Location"] == f"{LIST}{news.pk}/preview/"
    assert news.segment == {"roles": ["buyer"]}
    preview = desk.get(f"{LIST}{news.pk}/preview/")
    assert "frame-src 'self'" in preview["Content-Security-Policy"]
    page = preview.content.decode()
    assert "Beste Sanne, er is nieuws." in page
    assert "Dear Sanne, there is news." in page
    letter = desk.get(f"{LIST}{news.pk}/letter/nl/")
    assert letter["Content-Security-Policy"].endswith("sandbox; frame-ancestors 'self'")
    assert "Mondzorg De Linde" in letter.content.decode()
    assert "/afmelden/…/" in letter.content.decode()
    assert page.count("/afmelden/…/") == 2
    desk.post(f"{LIST}{news.pk}/trial/")
    the_work_is_done()
    assert [one.to for one in mail.outbox] == [[colleague.email]] * 2
    mail.outbox.clear()
    start = f"{LIST}{news.pk}/start/do/"
    assert "1 " in desk.get(start).content.decode()
    assert desk.post(start).status_code == 302
    the_work_is_done()
    assert [one.to for one in mail.outbox] == [[reader.email]]
    row = desk.get(f"{LIST}{news.pk}/change/").content.decode()
    assert f"{Recipient.State.SENT.label}: 1" in row
    assert desk.post(start).status_code == 404


def test_the_list_tells_how_far_all_are_with_one_question(desk: Client) -> None:
    a_reader()
    sent(a_newsletter())
    desk.get(LIST)  # not the first page of this process
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            page = desk.get(LIST).content.decode()
        counts.append(len(queries))
        sent(a_newsletter())
        a_newsletter()
    assert counts[0] == counts[1] <= 12
    assert page.count(f"{Recipient.State.SENT.label}: 1<") == 2
    assert page.count('field-how_far">–<') == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"body_nl": "Dag\n{naam}"}, "{naam}"),
        ({"subject_en": "{% now %}"}, "{%"),
        ({"subject_nl": ""}, "id_subject_nl_error"),
        ({"channel": "sms", "body_nl": "x" * 350}, "349"),
    ],
)
def test_words_that_cannot_be_sent_are_refused_and_nothing_is_kept(
    desk: Client, wrong: dict[str, str], said: str
) -> None:
    answer = desk.post(f"{LIST}add/", {**WORDS, **wrong})
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert not Newsletter.objects.exists()


def test_a_draft_is_changed_and_what_left_is_not(desk: Client) -> None:
    news = a_newsletter()
    change = f"{LIST}{news.pk}/write/do/"
    assert "Nieuws, {voornaam}" in desk.get(change).content.decode()
    assert desk.post(change, {**WORDS, "name": "April"}).status_code == 302
    news.refresh_from_db()
    assert (news.name, news.subject_nl) == ("April", "Nieuws")
    desk.post(f"{LIST}{news.pk}/start/do/")
    assert desk.post(change, {**WORDS, "name": "Mei"}).status_code == 404
    news.refresh_from_db()
    assert news.name == "April"
    assert desk.post(f"{LIST}{news.pk}/pause/do/").status_code == 302
    assert desk.get("/beheer/").status_code == 200


@pytest.mark.parametrize("role", ["privacy officer", "warehouse", "finance"])
def test_who_does_not_write_to_customers_sends_nothing(role: str) -> None:
    news, desk = a_newsletter(), signed_in(a_colleague_of_the_house(role), second_factor=True)
    assert desk.post(f"{LIST}add/", WORDS).status_code == 403
    assert desk.post(f"{LIST}{news.pk}/start/do/").status_code == 403
    assert desk.post(f"{LIST}{news.pk}/trial/").status_code == 403
    seen = {"privacy officer": 200}.get(role, 404)
    assert desk.get(f"{LIST}{news.pk}/preview/").status_code == seen
    assert Newsletter.objects.get().is_draft


def test_a_text_is_tried_out_by_who_has_a_telephone_only(desk: Client, colleague: User) -> None:
    news = a_newsletter(channel="sms", body_nl="Nieuws.", body_en="News.")
    colleague.phone = ""
    colleague.save(update_fields=["phone"])
    assert desk.get(f"{LIST}{news.pk}/preview/").content.decode().count("/afmelden/…/") == 2
    told = desk.post(f"{LIST}{news.pk}/trial/", follow=True).content.decode()
    assert dutch("Write your own telephone number with your data first.") in told
    assert not Delivery.objects.filter(topic="outreach.trial-wanted").exists()
    colleague.phone = "+31612345678"
    colleague.save(update_fields=["phone"])
    desk.post(f"{LIST}{news.pk}/trial/")
    assert Delivery.objects.filter(topic="outreach.trial-wanted").count() == 1
