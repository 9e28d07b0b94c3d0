"""What customers ask us and what colleagues note about it: in every copy, and gone in time (PV33)."""

from datetime import date, timedelta

import pytest

from contracts.service.models import Case, CaseMessage, CaseNote
from contracts.service.services import cases
from contracts.service.services.cases import Asker, Said
from d4d.foundation import clock
from privacy import retention
from tests.promises.people import erased
from tests.promises.shops import World, a_world, fetched

pytestmark = pytest.mark.django_db
NOTE, QUESTION = "zqnotitie van een collega", "zqvraag over een turbine"


@pytest.fixture
def world() -> World:
    return a_world()


def a_case(world: World) -> Case:
    buyer = world.buyer
    asker = Asker(buyer.full_name(), buyer.email, "nl", buyer.subject.uuid, world.practice.pk)
    case = cases.open_case(asker, "Turbine", Said(QUESTION), channel=Case.Channel.ACCOUNT)
    cases.note(case.pk, NOTE, by=None)
    return case


@pytest.mark.promise("PV33")
def test_a_note_of_customer_service_is_part_of_the_copy(world: World) -> None:
    a_case(world)
    copy = fetched(world.buyer)
    assert copy.rows("service.CaseNote")[0]["data"]["text"] == NOTE
    assert copy.rows("service.CaseMessage")[0]["data"]["text"] == QUESTION


@pytest.mark.promise("PV33")
def test_a_question_goes_with_its_notes_two_years_after_it_was_solved(world: World) -> None:
    case = a_case(world)
    retention.night(clock.today() + timedelta(days=3_000))
    assert CaseNote.objects.get().text == NOTE, "it is not solved yet"
    cases.solve(case.pk, by=None)
    today = clock.today()
    over = date(today.year + 2, today.month, today.day) + timedelta(days=1)
    retention.night(over - timedelta(days=1))
    assert CaseNote.objects.get().text == NOTE
    retention.night(over)
    assert (Case.objects.count(), CaseMessage.objects.count(), CaseNote.objects.count()) == (0, 0, 0)


@pytest.mark.promise("PV33")
def test_an_erasure_empties_the_words_of_a_person_and_takes_those_of_a_practice(world: World) -> None:
    a_case(world)
    erased(world.buyer.subject.uuid)
    case = Case.objects.get()
    assert (case.name, case.email, case.about, case.person) == ("", "", "", None)
    assert (case.messages.get().text, case.notes.get().text) == ("", "")
    erased(world.practice.subject.uuid)
    assert not Case.objects.exists()
