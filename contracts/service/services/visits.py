"""Which visits there must be: the turns of each contract, and those that somebody asks for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from contracts.agreements.models import Contract, ContractLine
from contracts.devices.models import Device
from contracts.service import turns
from contracts.service.models import Visit, VisitDevice
from contracts.service.services.slots import call_off
from contracts.service.working_days import working_day_by, working_day_from
from d4d.foundation import clock, states

HORIZON = timedelta(days=92)  # so long before it is due a turn is known, to find a time for it
REST_WITHIN = timedelta(days=14)
MADE = (Visit.State.DONE, Visit.State.PARTLY_DONE)


@dataclass(frozen=True, slots=True)
class History:
    """Which turns there are, and on which day each was done, wholly or in part."""

    known: set[int]
    done: dict[int, date]


def plan_visits(as_of: date | None = None) -> int:
    """Make the visits that the contracts ask for, as far as they can be seen on a day; returns how many.

    However often, late or at the same time this runs, each turn of a contract is made once.
    """
    day = as_of or clock.today()
    asked = Contract.objects.running().filter(visits_a_year__gt=0, starts_on__lte=day + HORIZON)
    return sum(_plan(contract_id, day) for contract_id in asked.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def follow_contract(contract_id: int) -> None:
    """Bring the open visits of a contract in line with it: whose they are, which devices, until when."""
    contract = Contract.objects.select_for_update().get(pk=contract_id)
    for visit in contract.visits.open().select_for_update().order_by("pk"):
        if _is_after_the_end(visit, contract):
            Visit.objects.filter(pk=visit.pk).update(turn=None)  # should the contract go on, it comes again
            call_off(visit, by=None, reason=_("the contract ends before"))
        else:
            Visit.objects.filter(pk=visit.pk).update(practice=contract.practice_id)
            _bring_in_line(visit, contract)
    _make_turns(contract, clock.today())


def follow_device(device_id: int) -> None:
    """Bring the visits of every contract of a device in line with where it stands now."""
    running = Contract.objects.running().filter(lines__device=device_id).distinct().order_by("pk")
    for contract_id in running.values_list("pk", flat=True):
        follow_contract(contract_id)


@transaction.atomic
def arrange(practice_id: int, device_ids: Sequence[int], due_on: date, *, by: UUID | None = None) -> Visit:
    """Make a visit that no contract asks for, about devices of one practice."""
    devices = Device.objects.filter(pk__in=device_ids, practice=practice_id)
    assert devices.count() == len(set(device_ids)) > 0, "a visit is about devices of one practice"
    visit = Visit.objects.create(practice_id=practice_id, due_on=working_day_from(due_on))
    states.begin(visit, visit.state, by=by)
    _add_devices(visit, device_ids)
    return visit


@transaction.atomic
def expect(contract_id: int, due_on: date | None = None) -> Visit | None:
    """The next visit of a contract that ran elsewhere; the turns before it were made there.

    Without a day it is the first turn that is due from today on. None where no visits were agreed.
    """
    contract = Contract.objects.select_for_update(of=("self",)).get(pk=contract_id)
    if not contract.visits_a_year or contract.visits.exclude(turn=None).exists():
        return None
    day = due_on or max(clock.today(), contract.starts_on)
    number = turns.first_number(contract.anchor_on, contract.visits_a_year, day)
    due = working_day_by(due_on) if due_on else _due(contract, number, {})
    return _make_turn(contract, number, due) if due else None


def lock(visit_id: int) -> Visit:
    """Hold a visit and its contract: the contract first, as the plan does."""
    list(Contract.objects.select_for_update(of=("self",)).filter(visits=visit_id).values_list("pk"))
    return Visit.objects.select_for_update().get(pk=visit_id)


def carry(visit: Visit, devices: Sequence[int], *, by: UUID | None) -> Visit:
    """Make the visit that does what was left of another; part of closing that one."""
    due = working_day_from(clock.today() + REST_WITHIN)
    rest = Visit.objects.create(
        practice_id=visit.practice_id, contract_id=visit.contract_id, carried_from=visit, due_on=due
    )
    states.begin(rest, rest.state, by=by)
    _add_devices(rest, devices)
    return rest


def follow_visit(visit: Visit) -> None:
    """Let the next turn follow from the day on which this one was done; part of closing it."""
    if visit.contract is None:
        return
    contract = Contract.objects.select_for_update().get(pk=visit.contract.pk)
    number = turn_number(visit) + 1
    following = contract.visits.open().filter(turn=_turn(contract, number)).first() if visit.turn else None
    if following and (day := _due(contract, number, _history(contract).done)):
        Visit.objects.filter(pk=following.pk).update(due_on=day)
    _make_turns(contract, clock.today())


def turn_number(visit: Visit) -> int:
    """Which turn of its contract a visit is; 0 when it is none."""
    return int(visit.turn.partition(":")[2]) if visit.turn else 0


@transaction.atomic
def _plan(contract_id: int, day: date) -> int:
    contract = Contract.objects.select_for_update().get(pk=contract_id)
    return _make_turns(contract, day)


def _make_turns(contract: Contract, day: date) -> int:
    """Every turn that is missing up to the horizon; the contract is locked by the caller."""
    if contract.state not in Contract.RUNNING or not contract.visits_a_year:
        return 0
    history = _history(contract)
    number, made = _first_number(contract, history), 0
    while (due := _due(contract, number, history.done)) and _comes_into_sight(contract, number, due, day):
        if number not in history.known:
            _make_turn(contract, number, due)
            made += 1
        number += 1
    return made


def _first_number(contract: Contract, history: History) -> int:
    """The first turn that is ours: what was due before a takeover, or before it came here, is not."""
    number = turns.first_number(contract.anchor_on, contract.visits_a_year, contract.starts_on)
    return max(number, min(history.known, default=number))


def _make_turn(contract: Contract, number: int, due: date) -> Visit:
    visit = Visit.objects.create(
        practice_id=contract.practice_id, contract=contract, turn=_turn(contract, number), due_on=due
    )
    states.begin(visit, visit.state)
    _bring_in_line(visit, contract)
    return visit


def _comes_into_sight(contract: Contract, number: int, due: date, day: date) -> bool:
    evenly = turns.due_on(contract.anchor_on, contract.visits_a_year, number)
    return min(due, evenly) <= day + HORIZON


def _due(contract: Contract, number: int, done: Mapping[int, date]) -> date | None:
    """When a turn is due; nothing when its share of the year lies behind the end of the contract."""
    evenly = turns.due_on(contract.anchor_on, contract.visits_a_year, number)
    end = contract.ends_on
    if end and evenly > end:
        return None
    done_on = done.get(number - 1)
    due = turns.due_after(done_on, contract.visits_a_year) if done_on else evenly
    return min(due, working_day_by(end)) if end else due


def _history(contract: Contract) -> History:
    """What came before, also under the contract that this one took over."""
    before = _history(contract.continues) if contract.continues else History(set(), {})
    for visit in contract.visits.exclude(turn=None):
        number = turn_number(visit)
        before.known.add(number)
        if visit.state in MADE and visit.closed_at:
            before.done[number] = clock.local(visit.closed_at).date()
    return before


def _turn(contract: Contract, number: int) -> str:
    return f"{contract.pk}:{number}"


def _is_after_the_end(visit: Visit, contract: Contract) -> bool:
    """Whether a visit is not owed any more; one that was due in time stays, however late we come."""
    if contract.state == Contract.State.WITHDRAWN:
        return True
    end = contract.ended_on or contract.ends_on
    return end is not None and visit.carried_from_id is None and visit.due_on > end


def _bring_in_line(visit: Visit, contract: Contract) -> None:
    """The devices that are under the contract on the day of a turn; what was carried over stays."""
    if visit.carried_from_id:
        return
    lines = ContractLine.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=visit.due_on),
        contract=contract,
        starts_on__lte=visit.due_on,
        device__state=Device.State.IN_USE,
        device__practice=contract.practice_id,
    )
    wanted = set(lines.values_list("device_id", flat=True))
    visit.devices.exclude(device__in=wanted).delete()
    present = set(visit.devices.values_list("device_id", flat=True))
    _add_devices(visit, sorted(one for one in wanted - present if one))


def _add_devices(visit: Visit, device_ids: Sequence[int]) -> None:
    VisitDevice.objects.bulk_create(VisitDevice(visit=visit, device_id=one) for one in device_ids)
