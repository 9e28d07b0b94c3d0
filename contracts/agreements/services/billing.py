"""The bills of contracts: each line once for each day, however late or often the run comes by.

Locks are taken in one order: contracts by their numbers, then practices by theirs, then invoices, and the
counters last. So no two runs, and no run and an act at the desk, wait for each other.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from django.db import transaction
from django.db.models import Prefetch, prefetch_related_objects

from contracts.agreements.charging import charge_cents, left_of
from contracts.agreements.models import BillingPeriod, Charge, Contract, ContractLine
from contracts.agreements.months import step
from contracts.agreements.scheduling import next_bill_on, period_of
from d4d.foundation import clock
from shop.invoicing import services as invoicing
from shop.invoicing.models import Invoice
from shop.invoicing.services import ServiceBill, ServiceLine
from shop.payments import services as payments
from shop.payments.models import Mandate

AT_ONCE = 50
CENT_E4 = 100

Due = tuple[BillingPeriod, list[Charge]]


def bill(as_of: date | None = None) -> list[int]:
    """Bill every period that is due by a day; the ids of the invoices. Harmless to repeat.

    Contracts go together in small transactions. One that cannot be billed says why at the desk and stops
    no other; the first such reason is raised when all are done.
    """
    day = as_of or clock.today()
    issued: list[int] = []
    refused: list[invoicing.CannotBeIssued] = []
    for batch in _batches(day):
        try:
            issued += _bill_together(batch, day)
        except invoicing.CannotBeIssued:
            for contract_id in batch:
                try:
                    issued += _bill_together([contract_id], day)
                except invoicing.CannotBeIssued as error:
                    Contract.objects.filter(pk=contract_id).update(bill_refused=str(error)[:200])
                    refused.append(error)
    if refused:
        raise refused[0]
    return issued


def bill_periods(contract: Contract, day: date) -> list[Invoice]:
    """Bill what is due of a contract that is held by the caller's transaction, oldest period first.

    The caller has the invoices collected, when it knows what of them is open.
    """
    return [period.invoice for period in _bill_held([contract], _mandates([contract]), day) if period.invoice]


def collect(contract: Contract, invoices: Sequence[Invoice]) -> None:
    """Announce that what is open of these invoices is collected, where the contract is paid that way."""
    mandate = _mandates([contract]).get(contract.practice_id)
    if mandate:
        payments.announce([(one.pk, mandate.pk) for one in invoices], _charge_day())


def _batches(day: date) -> Iterator[list[int]]:
    due = Contract.objects.filter(bill_on__lte=day).order_by("pk")
    last = 0
    while batch := list(due.filter(pk__gt=last).values_list("pk", flat=True)[:AT_ONCE]):
        yield batch
        last = batch[-1]


@transaction.atomic
def _bill_together(batch: list[int], day: date) -> list[int]:
    held = Contract.objects.select_for_update(of=("self",), no_key=True)
    due = held.filter(pk__in=batch, bill_on__lte=day).select_related("plan").order_by("pk")
    contracts = list(due)
    mandates = _mandates(contracts)
    periods = _bill_held(contracts, mandates, day)
    collected = [
        (period.invoice.pk, mandates[period.contract.practice_id].pk)
        for period in periods
        if period.invoice and _is_collected(period.contract, mandates)
    ]
    payments.announce(collected, _charge_day())
    return [period.invoice.pk for period in periods if period.invoice]


def _bill_held(contracts: Sequence[Contract], mandates: dict[int, Mandate], day: date) -> list[BillingPeriod]:
    """Everything that is due of contracts that are held: periods, charges and invoices, each in one go."""
    _look_up(contracts)
    due = [one for contract in contracts for one in _due(contract, day)]
    payable = [(period, charges) for period, charges in due if period.net_cents]
    invoices = invoicing.issue_for_services([_bill(period, charges, mandates) for period, charges in payable])
    for (period, _charges), invoice in zip(payable, invoices, strict=True):
        period.invoice = invoice
    periods = BillingPeriod.objects.bulk_create(period for period, _charges in due)
    for period, charges in due:
        for charge in charges:
            charge.period = period
    Charge.objects.bulk_create(charge for _period, charges in due for charge in charges)
    _write_schedules(contracts)
    return periods


def _look_up(contracts: Sequence[Contract]) -> None:
    """The lines of contracts, and what was billed of them since the oldest period that is due; two questions
    and one more, however many contracts."""
    for one in contracts:
        for known in ("known_lines", "recent_periods"):
            one.__dict__.pop(known, None)  # what was looked up before may have been taken back
    since = min((one.bill_from for one in contracts if one.bill_from), default=date.max)
    charges = Prefetch("charges", Charge.objects.filter(turn_on__gte=since), "recent_charges")
    periods = BillingPeriod.objects.filter(first_on__gte=since)
    prefetch_related_objects(
        contracts,
        Prefetch("lines", ContractLine.objects.prefetch_related(charges), "known_lines"),
        Prefetch("periods", periods, "recent_periods"),
    )


def _due(contract: Contract, day: date) -> Iterator[Due]:
    """Each period that is due with the days that were not charged yet; the contract moves on behind them."""
    while contract.bill_from and contract.bill_on and contract.bill_on <= day:
        first_on, last_on = turn = period_of(contract, contract.bill_from)
        if charges := list(_charges(contract, turn)):
            part = sum(one.first_on == first_on for one in contract.recent_periods)  # type: ignore[attr-defined]
            net_cents = sum(charge.net_cents for charge in charges)
            period = BillingPeriod(
                contract=contract, first_on=first_on, last_on=last_on, part=part, net_cents=net_cents
            )
            yield period, charges
        contract.bill_from = step(contract.anchor_on, contract.bill_from, contract.period_months)
        contract.bill_on = next_bill_on(contract)


def _charges(contract: Contract, turn: tuple[date, date]) -> Iterator[Charge]:
    first, last = max(turn[0], contract.starts_on), min(turn[1], contract.ends_on or turn[1])
    for line in contract.known_lines:  # type: ignore[attr-defined]
        wanted = line.days_within(first, last)
        paid = [(one.first_on, one.last_on) for one in line.recent_charges if one.turn_on == turn[0]]
        for days in left_of(wanted, paid) if wanted else ():
            cents = charge_cents(line.price_cents, turn, days)
            yield Charge(line=line, turn_on=turn[0], first_on=days[0], last_on=days[1], net_cents=cents)


def _bill(period: BillingPeriod, charges: list[Charge], mandates: dict[int, Mandate]) -> ServiceBill:
    contract = period.contract
    is_collected = _is_collected(contract, mandates)
    return ServiceBill(
        contract.practice_id,
        [_line(contract, charge) for charge in charges if charge.net_cents],
        occasion=f"contract:{contract.number}:{period.first_on:%Y%m%d}:{period.part}",
        period=(min(one.first_on for one in charges), max(one.last_on for one in charges)),
        due_on=_charge_day() if is_collected else None,
        reference=contract.reference,
        mandate=mandates[contract.practice_id].reference if is_collected else "",
    )


def _line(contract: Contract, charge: Charge) -> ServiceLine:
    return ServiceLine(
        description=f"{contract.plan.name}: {charge.line.description}",
        quantity_e3=1_000,
        unit_price_e4=charge.net_cents * CENT_E4,
        vat_class=contract.plan.vat_class,
        period=(charge.first_on, charge.last_on),
        details=f"Contract {contract.number}",
    )


def _write_schedules(contracts: Iterable[Contract]) -> None:
    """When each is billed next; contracts of the same day are written together."""
    alike: dict[tuple[date | None, date | None], list[int]] = defaultdict(list)
    for contract in contracts:
        alike[contract.bill_from, contract.bill_on].append(contract.pk)
    for (bill_from, bill_on), ids in alike.items():
        own = Contract.objects.filter(pk__in=ids)
        own.update(bill_from=bill_from, bill_on=bill_on, bill_refused="")


def _mandates(contracts: Sequence[Contract]) -> dict[int, Mandate]:
    """The mandates under which contracts are collected, by practice."""
    debited = {one.practice_id for one in contracts if one.payment == Contract.Payment.DIRECT_DEBIT}
    return payments.valid_mandates(debited) if debited else {}


def _is_collected(contract: Contract, mandates: dict[int, Mandate]) -> bool:
    return contract.payment == Contract.Payment.DIRECT_DEBIT and contract.practice_id in mandates


def _charge_day() -> date:
    return payments.first_charge_day(clock.today())
