"""Three years of fifty contracts: every turn comes once, every rest once, every reminder once."""

import random
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine

from contracts.agreements.models import Contract
from contracts.service import services
from contracts.service.models import Visit
from contracts.service.services import visits as planning
from contracts.service.services.reports import DeviceStory, Story
from contracts.service.working_days import working_day_from
from d4d.foundation import clock, states
from d4d.foundation.models import Delivery
from tests.contracts.service.visiting import a_contract, a_device, at
from tests.shop.builders import a_practice

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

CONTRACTS, YEARS = 50, 3
FIRST = date(2026, 1, 1)
LAST = date(2028, 12, 31)


class Killed(BaseException):
    """The process died in the middle of its work."""


@pytest.fixture
def chance() -> random.Random:
    """The same three years every time."""
    return random.Random(39)


@pytest.fixture
def _dies_now_and_then(monkeypatch: pytest.MonkeyPatch, chance: random.Random) -> None:
    """Whatever is done is now and then killed half-way, behind a step that was just written."""
    begin = states.begin

    def begin_or_die(*args: Any, **facts: Any) -> None:
        begin(*args, **facts)
        if chance.random() < 0.1:
            raise Killed

    monkeypatch.setattr(planning.states, "begin", begin_or_die)


@pytest.mark.timeout(900)
@pytest.mark.usefixtures("_dies_now_and_then")
def test_fifty_contracts_live_through_three_years(chance: random.Random) -> None:
    practice = a_practice()
    contracts = [
        a_contract(
            practice,
            [a_device(practice) for _ in range(1 + number % 2)],
            FIRST + timedelta(days=7 * number),
            visits_a_year=1 + number % 3,
        )
        for number in range(CONTRACTS)
    ]
    for week in _weeks():
        with time_machine.travel(datetime.combine(week, time(6), tzinfo=clock.AMSTERDAM), tick=False):
            if chance.random() < 0.4:  # the machine is not always there
                _until_it_succeeds(services.plan_visits)
            _find_times(week, chance)
        for day in range(7):
            _a_day(week + timedelta(days=day), chance)
    for contract in contracts:
        _holds(contract)
    _every_rest_came_once()
    _every_reminder_came_once()


def _weeks() -> Iterator[date]:
    monday = FIRST
    while monday <= LAST:
        yield monday
        monday += timedelta(days=7)


def _until_it_succeeds(job: Any) -> None:
    for _ in range(200):
        try:
            job()
        except Killed:
            continue
        return
    pytest.fail("it never came to an end")


def _find_times(week: date, chance: random.Random) -> None:
    """The desk agrees on times for what is due within five weeks; now and then it moves one."""
    for visit in Visit.objects.filter(state=Visit.State.TO_PLAN, due_on__lte=week + timedelta(days=35)):
        _agree(visit, week + timedelta(days=chance.randint(7, 20)))
    for visit in Visit.objects.filter(state=Visit.State.PLANNED).order_by("pk")[:1]:
        if chance.random() < 0.3:
            _agree(visit, week + timedelta(days=14))


def _agree(visit: Visit, day: date) -> None:
    times = at(working_day_from(day), 9)
    _until_it_succeeds(lambda: services.plan(visit.pk, times, by=None))


def _a_day(day: date, chance: random.Random) -> None:
    """The reminders go out, and who was to be visited is visited."""
    with time_machine.travel(datetime.combine(day, time(7), tzinfo=clock.AMSTERDAM), tick=False):
        services.remind()
        services.remind()
        today = list(Visit.objects.filter(state=Visit.State.PLANNED).between(day, day))
    with time_machine.travel(datetime.combine(day, time(17), tzinfo=clock.AMSTERDAM), tick=False):
        for visit in today:
            _until_it_succeeds(lambda: _report(visit, leaves=chance.random() < 0.2))  # noqa: B023 - called at once


def _report(visit: Visit, *, leaves: bool) -> None:
    """The first device is done, the other one too unless it is left."""
    first, *others = visit.devices.order_by("pk").values_list("pk", flat=True)
    told = [DeviceStory(first, "done")]
    told += [DeviceStory(one, "carried" if leaves else "done") for one in others]
    services.finish(visit.pk, uuid4(), Story(told, "Sanne de Wit"), by=None)


def _holds(contract: Contract) -> None:
    """Each turn there is once, none is missing between them, and the last lies at the end."""
    turns = list(contract.visits.exclude(turn=None).order_by("due_on").values_list("turn", flat=True))
    assert sorted(turns, key=lambda turn: int(turn.partition(":")[2])) == [
        f"{contract.pk}:{number}" for number in range(1, len(turns) + 1)
    ]
    lived = (LAST - contract.starts_on).days * contract.visits_a_year // 365
    assert lived <= len(turns) <= lived + 2 + contract.visits_a_year
    made = contract.visits.filter(state__in=(Visit.State.DONE, Visit.State.PARTLY_DONE)).exclude(turn=None)
    assert made.count() >= lived - 1


def _every_rest_came_once() -> None:
    partly = Visit.objects.filter(state=Visit.State.PARTLY_DONE)
    assert partly.exists()
    assert Visit.objects.exclude(carried_from=None).count() == partly.count()
    for visit in partly:
        left = {one.device_id for one in visit.devices.filter(state="carried")}
        assert {one.device_id for one in visit.carried_to.devices.all()} == left != set()


def _every_reminder_came_once() -> None:
    news = Delivery.objects.filter(topic="service.visit-draws-near").values_list("payload", flat=True)
    told = Counter((one["visit_id"], one["sequence"]) for one in news)
    made = Visit.objects.filter(state__in=(Visit.State.DONE, Visit.State.PARTLY_DONE))
    assert made.count() > CONTRACTS * YEARS
    assert {told[visit.pk, visit.sequence] for visit in made} == {1}  # each of the time at which we came
