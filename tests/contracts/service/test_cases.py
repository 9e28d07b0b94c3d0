"""A question is opened, answered in time, passed on and solved, and only its own people see it."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client

from accounts.models import Membership, User
from contracts.service.models import AnswerTemplate, Case, CaseMessage
from contracts.service.services import cases
from contracts.service.services.cases import Asker, Said
from d4d.foundation import clock, states
from privacy.models import NoticeShown
from tests.accounts.people import post_is_delivered, signed_in
from tests.shop.builders import (
    a_colleague_of_the_house,
    a_member,
    a_practice,
    an_article,
    an_order,
    on_the_shelf,
    the_tariffs,
)

pytestmark = pytest.mark.django_db
State = Case.State


@pytest.fixture
def buyer() -> User:
    return a_member(a_practice())


def asked_by(user: User, text: str = "Waar blijft mijn turbine?") -> Case:
    member = user.memberships.get()
    asker = Asker(user.full_name(), user.email, "nl", user.subject.uuid, member.practice_id)
    return cases.open_case(asker, "Levering", Said(text), channel=Case.Channel.ACCOUNT)


def test_the_clock_runs_in_working_hours(buyer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    friday = datetime(2026, 11, 20, 16, 0, tzinfo=clock.AMSTERDAM)
    monkeypatch.setattr(clock, "now", lambda: friday)
    case = asked_by(buyer)
    assert case.due_at == datetime(2026, 11, 23, 15, 30, tzinfo=clock.AMSTERDAM)
    assert case.standing() == "due_soon"
    assert case.standing(friday + timedelta(days=4)) == "overdue"
    assert list(Case.objects.overdue(friday + timedelta(days=4))) == [case]


def test_an_answer_is_mailed_and_a_reply_makes_it_our_turn_again(buyer: User) -> None:
    case = asked_by(buyer)
    staff = a_colleague_of_the_house("service").subject.uuid
    cases.answer(case.pk, "Morgen bij u.", by=staff)
    case.refresh_from_db()
    assert (case.state, case.due_at, case.owner) == (State.WAITING_FOR_CUSTOMER, None, staff)
    assert case.first_answered_at
    letters = [one for one in post_is_delivered() if "Morgen bij u." in str(one.body)]
    (letter,) = letters
    assert letter.to == [buyer.email]
    assert f"[{case.number}]" in letter.subject
    assert letter.reply_to == ["info@d-4-d.com"] or letter.extra_headers["Reply-To"] == "info@d-4-d.com"
    cases.receive(case.pk, Said("Nog niets gezien."), by=buyer.subject.uuid)
    case.refresh_from_db()
    assert case.state == State.WAITING_FOR_US
    assert case.due_at


def test_a_question_that_the_customer_leaves_is_solved_after_a_month(buyer: User) -> None:
    left, answered, ours = asked_by(buyer), asked_by(buyer), asked_by(buyer)
    for case in (left, answered):
        cases.answer(case.pk, "Welk merk?", by=None)
    with time_machine.travel(clock.now() + timedelta(days=29), tick=False):
        assert cases.solve_silent() == 0
        cases.answer(answered.pk, "Weet u het al?", by=None)
    with time_machine.travel(clock.now() + timedelta(days=31), tick=False):
        assert (cases.solve_silent(), cases.solve_silent()) == (1, 0)
    for case in (left, answered, ours):
        case.refresh_from_db()
    assert (left.state, left.closed_at is None) == (State.SOLVED, False)
    assert (answered.state, ours.state) == (State.WAITING_FOR_CUSTOMER, State.NEW)
    cases.receive(left.pk, Said("Melag."))
    left.refresh_from_db()
    assert left.state == State.WAITING_FOR_US


def test_a_solved_question_opens_again_by_a_reply(buyer: User) -> None:
    case = asked_by(buyer)
    cases.answer(case.pk, "Hij is er.", by=None, solves=True)
    case.refresh_from_db()
    assert (case.state, case.closed_at is None) == (State.SOLVED, False)
    cases.receive(case.pk, Said("Toch niet."))
    case.refresh_from_db()
    assert (case.state, case.closed_at) == (State.WAITING_FOR_US, None)
    went = [step.went_to for step in states.history(case)]
    assert went == [State.NEW, State.SOLVED, State.WAITING_FOR_US]


def test_whoever_asks_hears_the_number(buyer: User) -> None:
    case = asked_by(buyer)
    (letter,) = post_is_delivered()
    assert (letter.to, case.number in letter.subject) == ([buyer.email], True)


# --- the pages ------------------------------------------------------------------------------------------


def test_a_buyer_asks_about_an_order_reads_the_answer_and_replies(buyer: User) -> None:
    the_tariffs()
    variant = an_article()
    on_the_shelf(variant, 5)
    practice = buyer.memberships.get().practice
    order = an_order(practice, {variant: 1})
    client = signed_in(buyer)
    assert order.number in client.get(f"/mijn/vragen/nieuw/?bestelling={order.number}").content.decode()
    answers = {"about": "Levering", "order": order.number, "device": "", "text": "Wanneer komt hij?"}
    wrong = client.post("/mijn/vragen/nieuw/", answers | {"order": "D2020-000001"})
    assert (wrong.status_code, Case.objects.count()) == (200, 0)
    assert client.post("/mijn/vragen/nieuw/", answers).status_code == 302
    case = Case.objects.get()
    assert (case.order, case.practice, case.person) == (order, practice, buyer.subject.uuid)
    cases.answer(case.pk, "Morgen.", by=None)
    page = client.get(f"/mijn/vragen/{case.number}/").content.decode()
    assert "Morgen." in page
    client.post(f"/mijn/vragen/{case.number}/", {"text": "Dank u."})
    assert [one.direction for one in case.messages.order_by("pk")] == ["in", "out", "in"]
    assert case.number in client.get("/mijn/vragen/").content.decode()


def test_notes_of_colleagues_do_not_stand_on_the_page(buyer: User) -> None:
    case = asked_by(buyer)
    cases.note(case.pk, "zqnotitie", by=None)
    assert "zqnotitie" not in signed_in(buyer).get(f"/mijn/vragen/{case.number}/").content.decode()


def test_a_reader_sees_their_own_questions_and_a_buyer_those_of_all(buyer: User) -> None:
    practice = buyer.memberships.get().practice
    reader = a_member(practice, Membership.Role.READER)
    stranger = a_member(a_practice())
    of_buyer, of_reader = asked_by(buyer), asked_by(reader)
    seen = {
        user: [
            signed_in(user).get(f"/mijn/vragen/{case.number}/").status_code for case in (of_buyer, of_reader)
        ]
        for user in (buyer, reader, stranger)
    }
    assert seen == {buyer: [200, 200], reader: [404, 200], stranger: [404, 404]}


def test_a_visitor_asks_on_the_contact_page_after_reading_what_we_do_with_it() -> None:
    client = Client()
    assert "/privacy/" in client.get("/contact/").content.decode()
    answers = {"name": "Kees", "email": "kees@example.nl", "about": "Prijs", "text": "Wat kost hij?"}
    assert client.post("/contact/", answers | {"website": "http://spam.example"}).status_code == 302
    assert not Case.objects.exists()
    assert client.post("/contact/", answers).status_code == 302
    case = Case.objects.get()
    assert (case.channel, case.person, case.email) == (Case.Channel.FORM, None, "kees@example.nl")
    assert NoticeShown.objects.get().place == "contact form"


def test_the_contact_form_is_no_way_to_fill_a_mailbox() -> None:
    answers = {"name": "Kees", "email": "kees@example.nl", "about": "Prijs", "text": "Wat kost hij?"}
    said = [Client().post("/contact/", answers).status_code for _turn in range(6)]
    assert said == [302] * 5 + [429]


def test_the_page_of_a_question_asks_the_database_little(
    buyer: User, django_assert_max_num_queries: object
) -> None:
    case = asked_by(buyer)
    for turn in range(10):
        cases.answer(case.pk, f"Antwoord {turn}", by=None)
        cases.receive(case.pk, Said(f"Vraag {turn}"))
    client = signed_in(buyer)
    with django_assert_max_num_queries(10):  # type: ignore[operator]
        client.get(f"/mijn/vragen/{case.number}/")


# --- the desk -------------------------------------------------------------------------------------------


def test_the_desk_answers_notes_takes_on_links_and_solves(buyer: User) -> None:
    case = asked_by(buyer)
    colleague = a_colleague_of_the_house("service")
    desk = signed_in(colleague, second_factor=True)
    often = AnswerTemplate.objects.create(title="Levertijd", text="Twee dagen.", text_en="Two days.")
    url = f"/beheer/service/case/{case.pk}"
    assert case.number in desk.get("/beheer/service/case/?waiting=us").content.decode()
    desk.post(f"{url}/take-on/do/")
    desk.post(f"{url}/note/do/", {"text": "Belt altijd op maandag."})
    practice = buyer.memberships.get().practice
    desk.post(f"{url}/link/do/", {"customer": practice.number, "order": "D2020-000001", "device": ""})
    desk.post(f"{url}/answer/do/", {"template": often.pk, "text": "Groet", "solves": "on"})
    case.refresh_from_db()
    assert (case.state, case.owner, case.practice) == (State.SOLVED, colleague.subject.uuid, practice)
    assert CaseMessage.objects.get(case=case, direction="out").text == "Twee dagen.\n\nGroet"
    page = desk.get(f"{url}/change/").content.decode()
    assert "Belt altijd op maandag." in page


def test_a_call_is_written_down_at_the_desk(buyer: User) -> None:
    desk = signed_in(a_colleague_of_the_house("service"), second_factor=True)
    practice = buyer.memberships.get().practice
    answers = {"name": "Sanne", "email": buyer.email, "about": "Storing", "text": "Lamp brandt niet."}
    assert desk.post("/beheer/service/case/add/", answers | {"customer": "999"}).status_code == 200
    desk.post("/beheer/service/case/add/", answers | {"customer": practice.number})
    case = Case.objects.get()
    assert (case.channel, case.person, case.practice) == (Case.Channel.PHONE, buyer.subject.uuid, practice)
    post_is_delivered()
    assert mail.outbox == []
