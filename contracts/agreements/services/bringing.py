"""A contract that ran elsewhere goes on here: same days, same terms, and no period is billed twice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from contracts.agreements.events import ContractActivated
from contracts.agreements.models import ELSEWHERE, BillingPeriod, Charge, Contract, ContractLine, Plan
from contracts.agreements.months import ONE_DAY, first_at_or_after, last_day, step
from contracts.agreements.scheduling import period_of, schedule
from contracts.agreements.services.making import COPIED, NotOffered, called
from contracts.agreements.services.overlapping import refuse_overlap
from contracts.devices.models import Device
from d4d.foundation import clock, numbering, outbox, states
from shop.payments import services as payments

PAID_AHEAD_MONTHS = 36


class DoesNotFit(Exception):
    """A day of the contract contradicts another one or the day of today; `field` says which."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


@dataclass(frozen=True, slots=True)
class Running:
    """A contract as it ran elsewhere.

    `bill_from` is the first day that is not billed yet. `prices` are cents a period, excluding VAT, by device
    (None where it was agreed without one). `terms` replace those of the plan. `renews_on` is the first day of
    the next term; without it terms are counted from `begun_on`. With `ends_on` it ends that day.
    """

    practice_id: int
    plan: Plan
    number: str
    begun_on: date
    bill_from: date
    prices: Sequence[tuple[int | None, int]]
    is_debited: bool = False
    renews_on: date | None = None
    ends_on: date | None = None
    terms: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def bring(running: Running) -> Contract:
    """Let a contract go on here; once per number of a practice. Without a mandate it goes on account.

    What is paid for already is written down as billed, so that no later act bills it again; before the
    period that runs today nothing can ever be billed. Raises DoesNotFit, NotOffered or Overlap.
    """
    contract = _row(running)
    anchor = contract.anchor_on
    current = _current(anchor, contract.period_months)
    _refuse_unless_it_fits(running, current)
    contract.starts_on = max(running.begun_on, current)
    contract.renews_on = running.renews_on or _next_term(contract, running.begun_on)
    if step(anchor, contract.renews_on, 0) != contract.renews_on:
        raise DoesNotFit("renews_on")
    if not contract.renews and contract.ends_on is None:
        contract.ends_on = last_day(contract.renews_on)
    lines = _lines(contract, running)
    contract.number = f"M{clock.today().year}-{numbering.draw(f'contract:{clock.today().year}'):06}"
    contract.save()
    ContractLine.objects.bulk_create(lines)
    _count_as_paid(contract, lines, current)
    schedule(contract)
    states.begin(contract, contract.state, reason=_("was number %(number)s") % {"number": running.number})
    outbox.publish(ContractActivated(contract_id=contract.pk))
    return contract


def _row(running: Running) -> Contract:
    terms = {name: getattr(running.plan, name) for name in COPIED} | dict(running.terms)
    mandate = payments.valid_mandate(running.practice_id) if running.is_debited else None
    return Contract(
        practice_id=running.practice_id,
        plan=running.plan,
        state=Contract.State.ACTIVE,
        ends_on=running.ends_on,
        counted_from=_anchor(running.begun_on, running.bill_from, terms["period_months"]),
        bill_from=running.bill_from,
        payment=Contract.Payment.DIRECT_DEBIT if mandate else Contract.Payment.ON_ACCOUNT,
        waits_for_mandate=running.is_debited and mandate is None,
        origin=f"{ELSEWHERE}{running.number}",
        agreed_at=clock.midnight(running.begun_on),
        **terms | {"renews": terms["renews"] and running.ends_on is None},
    )


def _anchor(begun_on: date, bill_from: date, months: int) -> date:
    """From which day periods are counted: the first one, unless bills follow days of their own."""
    if first_at_or_after(begun_on, months, bill_from) == bill_from:
        return begun_on
    anchor, periods = bill_from, 0
    while anchor > begun_on or anchor.day != bill_from.day:  # a short month would lose the day
        periods += 1
        anchor = clock.months_later(bill_from, -periods * months)
    return anchor


def _current(anchor: date, months: int) -> date:
    """The first day of the period that runs today, or of the first one."""
    following = first_at_or_after(anchor, months, clock.today() + ONE_DAY)
    return max(anchor, step(anchor, following, -months))


def _refuse_unless_it_fits(running: Running, current: date) -> None:
    today, ends_on = clock.today(), running.ends_on
    if ends_on and (ends_on < max(running.begun_on, today)):
        raise DoesNotFit("ends_on")
    if running.renews_on and running.renews_on <= today:
        raise DoesNotFit("renews_on")
    latest = clock.months_later(today, PAID_AHEAD_MONTHS)
    if not max(running.begun_on, current) <= running.bill_from <= latest and running.bill_from != current:
        raise DoesNotFit("bill_from")


def _next_term(contract: Contract, begun_on: date) -> date:
    tomorrow = max(clock.today(), begun_on) + ONE_DAY
    term = first_at_or_after(begun_on, contract.term_months, tomorrow)
    return first_at_or_after(contract.anchor_on, 1, term)


def _lines(contract: Contract, running: Running) -> list[ContractLine]:
    """What is covered; the devices are held and free. Raises NotOffered or Overlap."""
    wanted = [device for device, _cents in running.prices if device]
    devices = Device.objects.in_use().filter(practice=running.practice_id).in_bulk(wanted)
    if len(devices) != len(wanted):
        raise NotOffered(running.plan.code)
    refuse_overlap(wanted, contract.starts_on, contract.ends_on)
    return [
        ContractLine(
            contract=contract,
            device_id=device,
            description=called(devices[device]) if device else running.plan.name,
            price_cents=cents,
            starts_on=contract.starts_on,
        )
        for device, cents in running.prices
    ]


def _count_as_paid(contract: Contract, lines: Sequence[ContractLine], current: date) -> None:
    """The periods from the one that runs today until the next bill were billed elsewhere."""
    first, until = current, contract.bill_from
    while until and first < until:
        first_on, last_on = period_of(contract, first)
        period = BillingPeriod.objects.create(
            contract=contract, first_on=first_on, last_on=last_on, net_cents=0
        )
        Charge.objects.bulk_create(
            Charge(
                period=period,
                line=line,
                turn_on=first_on,
                first_on=max(first_on, contract.starts_on),
                last_on=last_on,
                net_cents=0,
            )
            for line in lines
        )
        first = step(contract.anchor_on, first, contract.period_months)
