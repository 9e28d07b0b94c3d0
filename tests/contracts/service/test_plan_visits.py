"""Visits follow from contracts: each turn once, however often and however late they are planned."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.management import call_command

from contracts.agreements.models import Contract
from contracts.agreements.services import take_over
from contracts.service import services
from contracts.service.models import Visit
from contracts.service.turns import due_after, due_on
from d4d.foundation import clock, states
from tests.contracts.service.visiting import a_contract, a_device, a_visit, at, done, planned
from tests.shop.builders import a_practice

pytestmark = pytest.mark.django_db

START = date(2026, 1, 1)


@pytest.fixture(autouse=True)
def new_year() -> object:
    with time_machine.travel("2026-01-05 08:00+01:00", tick=False) as traveller:
        yield traveller


@pytest.mark.parametrize(
    ("starts_on", "visits_a_year", "number", "day"),
    [
        (date(2026, 1, 1), 1, 1, date(2026, 12, 31)),
        (date(2026, 1, 1), 2, 1, date(2026, 6, 30)),
        (date(2026, 1, 1), 2, 4, date(2027, 12, 31)),
        (date(2026, 1, 31), 12, 1, date(2026, 2, 27)),  # 31 January + 1 month is 28 February, less a day
        (date(2024, 2, 29), 1, 1, date(2025, 2, 27)),
        (date(2026, 7, 1), 2, 1, date(2026, 12, 31)),
        (date(2026, 6, 27), 2, 1, date(2026, 12, 24)),  # Christmas and a Sunday before the day
        (date(2026, 1, 1), 5, 5, date(2026, 12, 31)),
    ],
)
def test_turns_are_spread_evenly_and_fall_on_working_days(
    starts_on: date, visits_a_year: int, number: int, day: date
) -> None:
    assert due_on(starts_on, visits_a_year, number) == day


def test_every_year_of_a_contract_holds_as_many_turns_as_were_agreed() -> None:
    for visits_a_year in range(1, 13):
        days = [due_on(START, visits_a_year, number) for number in range(1, 3 * visits_a_year + 1)]
        assert days == sorted(set(days))
        assert [sum(day.year == year for day in days) for year in (2026, 2027, 2028)] == [visits_a_year] * 3


def test_planning_however_often_makes_each_turn_once() -> None:
    practice = a_practice()
    contract = a_contract(practice, [a_device(practice), a_device(practice)], START)
    assert services.plan_visits(date(2026, 4, 1)) == 1
    assert services.plan_visits(date(2026, 4, 1)) == 0
    visit = contract.visits.get()
    assert (visit.turn, visit.due_on, visit.practice) == (f"{contract.pk}:1", date(2026, 6, 30), practice)
    assert visit.devices.count() == 2


def test_planning_a_year_late_makes_every_turn_that_was_missed() -> None:
    practice = a_practice()
    contract = a_contract(practice, [a_device(practice)], START)
    call_command("plan_visits", as_of=date(2027, 12, 1))
    assert list(contract.visits.order_by("due_on").values_list("due_on", flat=True)) == [
        date(2026, 6, 30),
        date(2026, 12, 31),
        date(2027, 6, 30),
        date(2027, 12, 31),
    ]


def test_no_turn_beyond_the_end_and_none_before_it_is_in_sight() -> None:
    practice = a_practice()
    device = a_device(practice)
    contract = a_contract(practice, [device], START, ends_on=date(2026, 9, 30), state="under_notice")
    later = a_contract(practice, [a_device(practice)], date(2027, 1, 1))
    assert services.plan_visits(date(2026, 8, 1)) == 1
    assert contract.visits.get().due_on == date(2026, 6, 30)
    assert not later.visits.exists()


def test_only_devices_that_stand_under_the_contract_that_day_are_seen() -> None:
    practice = a_practice()
    kept, retired, elsewhere = (a_device(practice) for _ in range(3))
    contract = a_contract(practice, [kept, retired, elsewhere], START)
    type(retired).objects.filter(pk=retired.pk).update(state="retired")
    type(elsewhere).objects.filter(pk=elsewhere.pk).update(practice=a_practice())
    services.plan_visits(date(2026, 4, 1))
    assert [seen.device for seen in contract.visits.get().devices.all()] == [kept]


def test_the_next_turn_follows_from_the_day_on_which_the_last_was_done(
    new_year: time_machine.Traveller,
) -> None:
    practice = a_practice()
    contract = a_contract(practice, [a_device(practice)], START)
    services.plan_visits(date(2026, 4, 1))
    new_year.move_to("2026-05-04 08:00+02:00")
    visit = services.plan(contract.visits.get().pk, at(date(2026, 5, 6), 9), by=None)
    new_year.move_to("2026-05-06 11:00+02:00")
    done(visit)
    services.plan_visits(date(2026, 9, 1))
    assert contract.visits.open().get().due_on == due_after(date(2026, 5, 6), 2) == date(2026, 11, 6)


def test_a_cancelled_turn_leaves_the_next_where_it_was() -> None:
    practice = a_practice()
    contract = a_contract(practice, [a_device(practice)], START)
    services.plan_visits(date(2026, 4, 1))
    services.cancel(contract.visits.get().pk, reason="praktijk verbouwt", by=None)
    assert services.plan_visits(date(2026, 4, 2)) == 0
    services.plan_visits(date(2026, 10, 1))
    assert contract.visits.open().get().due_on == date(2026, 12, 31)


def test_what_was_left_is_carried_into_one_visit_and_the_turn_goes_on(
    new_year: time_machine.Traveller,
) -> None:
    practice = a_practice()
    first, second = a_device(practice), a_device(practice)
    contract = a_contract(practice, [first, second], START)
    services.plan_visits(date(2026, 4, 1))
    visit = planned(contract.visits.get())
    new_year.move_to("2026-01-06 12:00+01:00")
    done(visit, left=[second])
    services.plan_visits(date(2026, 5, 1))
    visit.refresh_from_db()
    rest = visit.carried_to
    assert (visit.state, rest.state, rest.turn) == (Visit.State.PARTLY_DONE, Visit.State.TO_PLAN, None)
    assert [one.device for one in rest.devices.all()] == [second]
    turns = contract.visits.exclude(turn=None).order_by("due_on")
    assert [one.turn for one in turns] == [f"{contract.pk}:1", f"{contract.pk}:2"]
    assert turns[1].due_on == due_after(date(2026, 1, 6), 2)
    assert {one.device for one in turns[1].devices.all()} == {first, second}


def test_the_end_of_a_contract_calls_off_what_comes_after_it_and_a_change_of_mind_brings_it_back() -> None:
    practice = a_practice()
    contract = a_contract(practice, [a_device(practice)], START)
    services.plan_visits(date(2026, 10, 1))
    kept, gone = contract.visits.order_by("due_on")
    Contract.objects.filter(pk=contract.pk).update(state="under_notice", ends_on=date(2026, 7, 31))
    services.follow_contract(contract.pk)
    kept.refresh_from_db()
    gone.refresh_from_db()
    assert (kept.state, gone.state) == (Visit.State.TO_PLAN, Visit.State.CANCELLED)
    assert states.history(gone).last().reason == "het contract eindigt eerder"
    Contract.objects.filter(pk=contract.pk).update(state="active", ends_on=None)
    services.plan_visits(date(2026, 10, 1))
    assert contract.visits.open().order_by("due_on").last().due_on == date(2026, 12, 31)


def test_a_visit_that_was_due_in_time_stays_however_late_we_come() -> None:
    practice = a_practice()
    contract = a_contract(practice, [a_device(practice)], START)
    services.plan_visits(date(2026, 10, 1))
    owed = contract.visits.order_by("due_on")[0]
    services.plan(owed.pk, at(date(2026, 8, 10), 9), by=None)
    Contract.objects.filter(pk=contract.pk).update(state="under_notice", ends_on=date(2026, 7, 31))
    services.follow_contract(contract.pk)
    owed.refresh_from_db()
    assert owed.state == Visit.State.PLANNED


def test_another_practice_goes_on_with_the_same_turns(new_year: time_machine.Traveller) -> None:
    """The turn that was under way when a contract was taken over comes once, at the new practice."""
    practice, heir = a_practice(), a_practice()
    device = a_device(practice)
    old = a_contract(practice, [device], START)
    new_year.move_to("2026-05-06 08:00+02:00")
    services.plan_visits()
    services.plan(old.visits.get().pk, at(date(2026, 5, 6), 9), by=None)
    new_year.move_to("2026-05-06 11:00+02:00")
    done(old.visits.get(state="planned"))
    new_year.move_to("2026-10-01 08:00+02:00")
    services.plan_visits()
    new = take_over(old.pk, heir.pk, date(2026, 10, 1), None)
    for contract in (old, new):
        services.follow_contract(contract.pk)
    services.plan_visits()
    visit = Visit.objects.open().get()
    assert (visit.practice, visit.turn, visit.due_on) == (heir, f"{new.pk}:2", date(2026, 11, 6))
    assert visit.devices.get().device == device


def test_a_visit_that_nobody_made_is_overdue() -> None:
    practice = a_practice()
    visit = a_visit(practice, [a_device(practice)], due_on=clock.today())
    assert not visit.is_overdue(clock.today())
    assert list(Visit.objects.overdue(clock.today() + timedelta(days=1))) == [visit]
