"""We answer in time; while we wait for the practice the clock stands still."""

from datetime import datetime

import pytest
import time_machine

from contracts.service.models import Fault
from contracts.service.services import answering
from contracts.service.services.fault_moves import NotNow
from d4d.foundation import clock
from tests.contracts.service.faulting import STAFF, Scene, a_fault, a_scene

pytestmark = pytest.mark.django_db


def at(text: str) -> datetime:
    """A moment as the clock in Amsterdam shows it."""
    return datetime.fromisoformat(text).replace(tzinfo=clock.AMSTERDAM)


def eight_hours() -> Scene:
    return a_scene(under_contract=True, response_hours=8)


def test_a_question_stops_the_clock_until_it_is_answered() -> None:
    with time_machine.travel(at("2026-11-24T09:00"), tick=False) as now:
        scene = eight_hours()
        fault = a_fault(scene)  # due 24-11 at 17:00
        now.move_to(at("2026-11-24T11:00"))
        answering.write_to_practice(fault.pk, "Welke melding ziet u?", by=STAFF, asks=True)
        now.move_to(at("2026-11-26T10:00"))
        fault.refresh_from_db()
        assert (fault.standing, Fault.objects.overdue(clock.now()).count()) == ("paused", 0)
        answering.write_to_us(fault.pk, "E12", by=scene.person)

    fault.refresh_from_db()
    assert (fault.paused_at, fault.due_at) == (None, at("2026-11-26T16:00"))


def test_a_second_question_does_not_wind_the_clock_back() -> None:
    with time_machine.travel(at("2026-11-24T09:00"), tick=False) as now:
        fault = a_fault(eight_hours())
        answering.write_to_practice(fault.pk, "Welke melding?", by=STAFF, asks=True)
        now.move_to(at("2026-11-25T09:00"))
        answering.write_to_practice(fault.pk, "Nog iets?", by=STAFF, asks=True)

    fault.refresh_from_db()
    assert fault.paused_at == at("2026-11-24T09:00")


def test_what_was_late_when_we_asked_stays_late() -> None:
    with time_machine.travel(at("2026-11-24T09:00"), tick=False) as now:
        scene = eight_hours()
        fault = a_fault(scene)
        now.move_to(at("2026-11-25T09:00"))
        answering.write_to_practice(fault.pk, "Welke melding?", by=STAFF, asks=True)
        now.move_to(at("2026-11-27T09:00"))
        answering.write_to_us(fault.pk, "E12", by=scene.person)
        fault.refresh_from_db()

        assert (fault.due_at, fault.standing) == (at("2026-11-24T17:00"), "overdue")


def test_the_queue_names_what_is_late_and_what_soon_is() -> None:
    with time_machine.travel(at("2026-11-24T09:00"), tick=False) as now:
        fault = a_fault(eight_hours())
        assert (fault.standing, Fault.objects.due_soon(clock.now()).count()) == ("running", 0)
        now.move_to(at("2026-11-24T15:30"))
        assert (fault.standing, list(Fault.objects.due_soon(clock.now()))) == ("due_soon", [fault])
        now.move_to(at("2026-11-24T17:01"))
        assert (fault.standing, list(Fault.objects.overdue(clock.now()))) == ("overdue", [fault])
        answering.assess(fault.pk, "remote", by=STAFF)
        fault.refresh_from_db()
        assert (fault.standing, Fault.objects.overdue(clock.now()).count()) == ("answered", 0)


def test_assessing_keeps_the_promise_and_names_who_sees_to_it() -> None:
    fault = answering.assess(a_fault(a_scene()).pk, "on_site", by=STAFF)

    assert (fault.state, fault.owner, fault.responded_at is not None) == ("assessed", STAFF, True)
    with pytest.raises(NotNow):
        answering.assess(fault.pk, "remote", by=STAFF)


def test_a_message_about_a_closed_fault_is_refused() -> None:
    scene = a_scene()
    fault = a_fault(scene)
    answering.cancel(fault.pk, by=scene.person)

    with pytest.raises(NotNow):
        answering.write_to_us(fault.pk, "Toch nog iets", by=scene.person)
    assert fault.messages.count() == 0
