"""People are asked how satisfied they are: seldom, by their leave, and without keeping who said what."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.db import connection
from django.test import Client

from accounts.models import Practice, User
from contracts.service.models import Case
from contracts.service.services import cases
from contracts.service.services.cases import Asker, Said
from contracts.service.services.opinions import ask_for_an_opinion
from d4d.foundation import clock
from privacy.models import DataSubject
from shop.outreach import satisfaction
from shop.outreach.models import Answer, Invitation, Key
from shop.outreach.services import surveys
from tests.accounts.people import dutch, signed_in
from tests.privacy.consenting import SURVEY_MAIL
from tests.promises.shops import a_parcel
from tests.shop.builders import (
    a_colleague_of_the_house,
    an_article,
    an_order,
    on_the_shelf,
    the_tariffs,
)
from tests.shop.outreach.builders import a_reader, the_work_is_done

pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> User:
    return a_reader(SURVEY_MAIL)


def asked(user: User, number: int = 1) -> str:
    """The path in the letter that asks somebody, empty when there is none."""
    mail.outbox.clear()
    surveys.invite("delivery", number, user.pk)
    the_work_is_done()
    found = [
        re.search(r"http://localhost:8000(/mening/[^/\s]+/\?taal=\w\w)", str(one.body)) for one in mail.outbox
    ]
    return found[0][1] if found and found[0] else ""


def a_case(practice: Practice, user: User | None) -> Case:
    """A question, of a known person or of somebody who wrote a mail."""
    person = user.subject.uuid if user else None
    asker = Asker("Sanne", "sanne@example.nl", "nl", person, practice.pk)
    return cases.open_case(asker, "Doos", Said("Waar is mijn doos?"), channel=Case.Channel.ACCOUNT)


@pytest.mark.promise("PV35")
def test_who_said_no_or_may_not_be_reached_is_not_asked(user: User) -> None:
    frozen, silent = a_reader(SURVEY_MAIL), a_reader()
    DataSubject.objects.filter(pk=frozen.subject_id).update(state=DataSubject.State.RESTRICTED)
    assert asked(frozen) == asked(silent) == ""
    assert asked(user)
    assert mail.outbox[0].extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    way_out = re.search(
        r"<http://localhost:8000(/afmelden/\S+)>", mail.outbox[0].extra_headers["List-Unsubscribe"]
    )
    assert way_out
    assert Client().post(way_out[1], {"List-Unsubscribe": "One-Click"}).status_code == 200
    with time_machine.travel(clock.now() + timedelta(days=200)):
        assert asked(user, 2) == ""
    assert Invitation.objects.count() == 1


@pytest.mark.promise("PV35")
def test_nobody_is_asked_twice_in_ninety_days(user: User) -> None:
    assert asked(user, 1)
    with time_machine.travel(clock.now() + timedelta(days=89)):
        assert asked(user, 2) == ""
    with time_machine.travel(clock.now() + timedelta(days=91)):
        assert asked(user, 1) == ""
        assert asked(user, 3)


@pytest.mark.promise("PV35")
def test_an_answer_leads_to_nobody_and_a_key_works_once(user: User) -> None:
    path = asked(user)
    page = Client().get(path)
    assert page.status_code == 200
    assert (page["Referrer-Policy"], page["X-Robots-Tag"]) == ("same-origin", "noindex")
    assert Client().post(path, {}).status_code == 200
    answered = Client().post(path, {"score": "4", "would_recommend": ""})
    assert answered.headers["Location"] == "/mening/bedankt/?taal=nl"
    assert Client().get(path).status_code == Client().post(path, {"score": "1"}).status_code == 404
    answer = Answer.objects.get()
    assert (answer.kind, answer.score, answer.would_recommend) == ("delivery", 4, None)
    assert answer.month == clock.today().replace(day=1)
    assert not Key.objects.exists()
    columns = {field.name for field in Answer._meta.get_fields()}
    assert columns == {"id", "kind", "month", "score", "would_recommend"}
    written = Invitation.objects.values_list().get()
    assert path.split("/")[2] not in str(written) + str(list(Key.objects.values_list()))
    with connection.cursor() as cursor:
        cursor.execute("select * from outreach_answer")
        assert str(user.subject.uuid).replace("-", "") not in str(cursor.fetchall()).replace("-", "")


@pytest.mark.parametrize(("reads", "browser"), [("en", "nl"), ("nl", "en")])
def test_the_question_is_read_in_the_language_of_its_letter_and_that_is_kept_nowhere(
    user: User, reads: str, browser: str
) -> None:
    User.objects.update(language=reads)
    path = asked(user)
    visitor = Client(headers={"Accept-Language": browser})
    thanks = visitor.post(path, {"score": "4"}).headers["Location"]
    again = asked(a_reader(SURVEY_MAIL, language=reads), 2)
    for page in (again, thanks):
        answer = visitor.get(page)
        assert answer["Content-Language"] == reads
        assert f'<html lang="{reads}"' in answer.content.decode()
    assert not visitor.cookies.keys() & {settings.LANGUAGE_COOKIE_NAME}
    kept = str(list(Answer.objects.values()) + list(Key.objects.values()))
    assert f"'{reads}'" not in kept
    assert visitor.get(again.partition("?")[0])["Content-Language"] == browser
    assert visitor.get(f"{thanks[:-2]}xx")["Content-Language"] == browser
    visitor.cookies[settings.LANGUAGE_COOKIE_NAME] = browser  # somebody chose
    assert visitor.get(again)["Content-Language"] == browser


def test_a_key_that_nobody_used_goes(user: User) -> None:
    path = asked(user)
    with time_machine.travel(clock.now() + timedelta(days=63)):
        assert Client().get(path).status_code == 404
        assert surveys.drop_old_keys() == 1


def test_the_one_who_ordered_is_asked_some_days_after_the_parcel_came(user: User, settings: Any) -> None:
    the_tariffs()
    article = an_article()
    on_the_shelf(article, 5)
    order = an_order(user.memberships.get().practice, {article: 1}, placed_by=user)
    mail.outbox.clear()
    surveys.ask_about_parcel(a_parcel(order).pk)
    surveys.ask_about_parcel(order.shipments.get().parcels.get().pk)
    with time_machine.travel(clock.now() + timedelta(days=1)):
        surveys_sent = len([one for one in mail.outbox if "/mening/" in one.body])
        assert surveys_sent == 0
    with time_machine.travel(clock.now() + timedelta(days=settings.SURVEY_AFTER_DAYS, minutes=1)):
        the_work_is_done()
    assert Invitation.objects.get().occasion == f"delivery:{order.pk}"
    assert len([one for one in mail.outbox if "/mening/" in one.body]) == 1


def test_whoever_asked_us_something_is_asked_how_they_were_helped(user: User, settings: Any) -> None:
    practice = user.memberships.get().practice
    case = a_case(practice, user)
    cases.solve(case.pk, by=None)
    the_work_is_done()
    with time_machine.travel(clock.now() + timedelta(days=settings.SURVEY_AFTER_DAYS, minutes=1)):
        the_work_is_done()
    assert Invitation.objects.get().occasion == f"case:{case.pk}"
    ask_for_an_opinion(a_case(practice, None).pk)


def test_staff_see_totals_and_never_those_of_few() -> None:
    month = clock.today().replace(day=1)
    give = [Answer(kind="delivery", month=month, score=score) for score in (5, 5, 4, 1)]
    Answer.objects.bulk_create(give)
    desk = signed_in(a_colleague_of_the_house("sales"), second_factor=True)
    page = desk.get("/beheer/outreach/answer/").content.decode()
    assert "chart__plot" not in page
    assert satisfaction.by_score("delivery", month) is None
    assert satisfaction.by_month("delivery", month) == []
    Answer.objects.create(kind="delivery", month=month, score=4)
    assert satisfaction.by_score("delivery", month) == [1, 0, 0, 2, 2]
    assert satisfaction.by_month("delivery", month) == [(month, 5, 80)]
    page = desk.get("/beheer/outreach/answer/").content.decode()
    assert "chart__plot" in page
    assert "80%" in page
    one = Answer.objects.all()[0]
    assert desk.get(f"/beheer/outreach/answer/{one.pk}/change/").status_code == 403


def test_whether_people_would_recommend_us_is_told_where_enough_said_so() -> None:
    month = clock.today().replace(day=1)
    give = [Answer(kind="delivery", month=month, score=5, would_recommend=one) for one in (9, 9, 10, 0, None)]
    Answer.objects.bulk_create(give)
    desk = signed_in(a_colleague_of_the_house("sales"), second_factor=True)
    title = dutch("Would recommend us, 0 to 10: %(kind)s").partition(":")[0]
    assert satisfaction.recommended("delivery", month) is None
    assert title not in desk.get("/beheer/outreach/answer/").content.decode()
    Answer.objects.create(kind="delivery", month=month, score=4, would_recommend=9)
    assert satisfaction.recommended("delivery", month) == [1, 0, 0, 0, 0, 0, 0, 0, 0, 3, 1]
    assert title in desk.get("/beheer/outreach/answer/").content.decode()
