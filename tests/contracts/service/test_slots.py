"""A time for a visit: offered, chosen, moved, given back, and told exactly once."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.core import mail

from contracts.service import services
from contracts.service.calendar_file import entry
from contracts.service.models import Visit
from d4d.foundation import clock, states
from tests.accounts.people import post_is_delivered
from tests.contracts.service.visiting import a_device, a_visit, an_engineer, at
from tests.shop.builders import a_member, a_practice

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 11, 30)


@pytest.fixture(autouse=True)
def week() -> object:
    with time_machine.travel("2026-11-23 08:00+01:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def visit() -> Visit:
    """A visit to a practice that has a manager."""
    practice = a_practice()
    a_member(practice, "manager")
    return a_visit(practice, [a_device(practice)])


def manager_of(visit: Visit) -> object:
    return visit.practice.memberships.get().user.subject.uuid


def test_the_practice_chooses_one_of_the_times_and_the_others_are_gone(visit: Visit) -> None:
    services.offer(visit.pk, [at(MONDAY, 9), at(MONDAY, 13)], by=None)
    chosen = visit.slots.order_by("starts_at")[1]
    planned = services.choose(visit.pk, chosen.pk, by=manager_of(visit))
    assert (planned.state, planned.starts_at) == (Visit.State.PLANNED, at(MONDAY, 13).starts_at)
    assert not visit.slots.exists()
    with pytest.raises(services.TimeIsGone):
        services.choose(visit.pk, chosen.pk, by=manager_of(visit))
    assert [letter.subject for letter in post_is_delivered()] == ["Ons bezoek is gepland"]


def test_a_holiday_is_refused_with_the_next_working_day(visit: Visit) -> None:
    with pytest.raises(services.NotAWorkingDay) as refused:
        services.plan(visit.pk, at(date(2026, 12, 25), 9), by=None)
    assert refused.value.next_day == date(2026, 12, 28)
    with pytest.raises(services.NotAWorkingDay):
        services.offer(visit.pk, [at(MONDAY, 9), at(date(2027, 4, 27), 9)], by=None)
    visit.refresh_from_db()
    assert visit.state == Visit.State.TO_PLAN


def test_one_engineer_is_at_one_practice_at_a_time(visit: Visit) -> None:
    practice, engineer = a_practice(), an_engineer()
    other = a_visit(practice, [a_device(practice)])
    services.plan(visit.pk, at(MONDAY, 9, engineer=engineer), by=None)
    for hour in (8, 9, 10):
        with pytest.raises(services.EngineerIsBusy):
            services.plan(other.pk, at(MONDAY, hour, engineer=engineer), by=None)
    services.plan(other.pk, at(MONDAY, 11, engineer=engineer), by=None)
    services.plan(visit.pk, at(MONDAY, 8, engineer=engineer), by=None)  # its own time is not in its way


def test_a_time_that_another_practice_took_first_can_no_longer_be_chosen(visit: Visit) -> None:
    practice, engineer = a_practice(), an_engineer()
    other = a_visit(practice, [a_device(practice)])
    for one in (visit, other):
        services.offer(one.pk, [at(MONDAY, 9, engineer=engineer)], by=None)
    services.choose(other.pk, other.slots.get().pk, by=None)
    with pytest.raises(services.EngineerIsBusy):
        services.choose(visit.pk, visit.slots.get().pk, by=manager_of(visit))


def test_the_practice_gives_a_time_back_until_two_days_before(
    visit: Visit, week: time_machine.Traveller
) -> None:
    services.plan(visit.pk, at(MONDAY, 9), by=None)
    week.move_to("2026-11-29 12:00+01:00")
    with pytest.raises(services.TooLateToMove):
        services.ask_for_others(visit.pk, wish="vol", by=manager_of(visit))
    week.move_to("2026-11-28 23:30+01:00")
    services.ask_for_others(visit.pk, wish="vol", by=manager_of(visit))
    visit.refresh_from_db()
    assert (visit.state, visit.starts_at, visit.engineer) == (Visit.State.TO_PLAN, None, None)
    assert visit.wish == "vol"
    assert services.plan(visit.pk, at(MONDAY, 14), by=None).wish == ""


def test_staff_moves_a_visit_with_a_reason_and_the_calendar_follows(visit: Visit) -> None:
    first = services.plan(visit.pk, at(MONDAY, 9), by=None)
    moved = services.plan(visit.pk, at(MONDAY, 14), by=None, reason="monteur ziek")
    assert states.history(visit).last().reason == "monteur ziek"
    assert [f"SEQUENCE:{one.sequence}" in entry(one).content.decode() for one in (first, moved)] == [True] * 2
    assert moved.sequence > first.sequence
    letters = post_is_delivered()
    assert [letter.subject for letter in letters] == ["Ons bezoek is gepland"]  # of the time that holds
    name, content, kind = letters[0].attachments[0]
    assert (name, kind) == ("bezoek.ics", "text/calendar")
    assert "DTSTART:20261130T130000Z" in content


def test_a_cancelled_visit_leaves_the_calendar_and_cannot_be_planned_again(visit: Visit) -> None:
    services.plan(visit.pk, at(MONDAY, 9), by=None)
    post_is_delivered()
    services.cancel(visit.pk, reason="praktijk stopt", by=None)
    letter = post_is_delivered()[-1]
    assert letter.subject == "Ons bezoek gaat niet door"
    assert "METHOD:CANCEL" in letter.attachments[0][1]
    with pytest.raises(services.VisitIsClosed):
        services.plan(visit.pk, at(MONDAY, 9), by=None)


def test_nobody_hears_of_a_cancelled_visit_of_which_nobody_knew(visit: Visit) -> None:
    services.cancel(visit.pk, reason="dubbel", by=None)
    assert post_is_delivered() == []


def test_a_reminder_goes_once_a_few_days_before_and_again_for_a_new_time(
    visit: Visit, week: time_machine.Traveller
) -> None:
    services.plan(visit.pk, at(MONDAY, 9), by=None)
    post_is_delivered()
    mail.outbox.clear()
    for day in (26, 27, 28, 29):
        week.move_to(datetime(2026, 11, day, 7, tzinfo=clock.AMSTERDAM))
        assert services.remind() == (day == 27)
        assert services.remind() == 0
        post_is_delivered()
    services.plan(visit.pk, at(MONDAY + timedelta(days=7), 9), by=None)
    week.move_to("2026-12-05 07:00+01:00")
    assert services.remind() == 1
    subjects = [letter.subject for letter in post_is_delivered()]
    assert subjects.count("Binnenkort komen wij langs") == 2


def test_a_time_that_is_agreed_shortly_before_needs_no_reminder(visit: Visit) -> None:
    services.plan(visit.pk, at(date(2026, 11, 25), 9), by=None)
    assert services.remind() == 0


def test_a_visit_in_the_night_of_the_clock_is_as_long_as_agreed() -> None:
    begins = datetime(2026, 10, 25, 1, 30, tzinfo=clock.AMSTERDAM)
    assert clock.midnight(date(2026, 10, 26)) - clock.midnight(date(2026, 10, 25)) == timedelta(days=1)
    hours = clock.midnight(date(2026, 10, 26)).timestamp() - clock.midnight(date(2026, 10, 25)).timestamp()
    assert hours == 25 * 3600
    assert begins.timestamp() < clock.midnight(date(2026, 10, 26)).timestamp()
