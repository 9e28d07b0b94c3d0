"""The bills of contracts: each line once for each day, however late or often the run comes by."""

from collections.abc import Iterator
from datetime import date

from django.db import transaction
from django.db.models import Prefetch, prefetch_related_objects

from contracts.agreements.charging import charge_cents, left_of
from contracts.agreements.models import BillingPeriod, Charge, Contract, ContractLine
from contracts.agreements.months import step
from contracts.agreements.scheduling import period_of, schedule
from d4d.foundation import clock
from shop.invoicing import services as invoicing
from shop.invoicing.models import Invoice
from shop.invoicing.services import ServiceLine
from shop.payments import services as payments
from shop.payments.models import Mandate

AT_ONCE = 50
CENT_E4 = 100


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
    """Bill what is due of a contract that is held by the caller's transaction, oldest period first."""
    _look_up([contract])
    return _bill_known(contract, day)


def _bill_known(contract: Contract, day: date) -> list[Invoice]:
    issued = []
    while contract.bill_from and contract.bill_on and contract.bill_on <= day:
        invoice = _bill_period(contract)
        contract.bill_from = step(contract.anchor_on, contract.bill_from, contract.period_months)
        schedule(contract)
        if invoice:
            issued.append(invoice)
    if contract.bill_refused:
        Contract.objects.filter(pk=contract.pk).update(bill_refused="")
    return issued


def _batches(day: date) -> Iterator[list[int]]:
    due = Contract.objects.filter(bill_on__lte=day).order_by("pk")
    last = 0
    while batch := list(due.filter(pk__gt=last).values_list("pk", flat=True)[:AT_ONCE]):
        yield batch
        last = batch[-1]


@transaction.atomic
def _bill_together(batch: list[int], day: date) -> list[int]:
    due = Contract.objects.select_for_update(of=("self",)).filter(pk__in=batch, bill_on__lte=day)
    contracts = list(due.select_related("plan").order_by("pk"))
    _look_up(contracts)
    return [invoice.pk for contract in contracts for invoice in _bill_known(contract, day)]


def _look_up(contracts: list[Contract]) -> None:
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


def _bill_period(contract: Contract) -> Invoice | None:
    """One bill for the days that were not charged in this period yet; None when nothing is to be paid."""
    assert contract.bill_from
    turn = period_of(contract, contract.bill_from)
    charges = list(_charges(contract, turn))
    if not charges:
        return None
    period = BillingPeriod(
        contract=contract,
        first_on=turn[0],
        last_on=turn[1],
        part=sum(one.first_on == turn[0] for one in contract.recent_periods),  # type: ignore[attr-defined]
        net_cents=sum(charge.net_cents for charge in charges),
    )
    invoice = _issue(contract, period, charges) if period.net_cents else None
    period.invoice = invoice
    period.save(force_insert=True)
    for charge in charges:
        charge.period = period
    Charge.objects.bulk_create(charges)
    return invoice


def _charges(contract: Contract, turn: tuple[date, date]) -> Iterator[Charge]:
    first, last = max(turn[0], contract.starts_on), min(turn[1], contract.ends_on or turn[1])
    for line in contract.known_lines:  # type: ignore[attr-defined]
        wanted = line.days_within(first, last)
        paid = [(one.first_on, one.last_on) for one in line.recent_charges if one.turn_on == turn[0]]
        for days in left_of(wanted, paid) if wanted else ():
            cents = charge_cents(line.price_cents, turn, days)
            yield Charge(line=line, turn_on=turn[0], first_on=days[0], last_on=days[1], net_cents=cents)


def _issue(contract: Contract, period: BillingPeriod, charges: list[Charge]) -> Invoice:
    mandate = _mandate(contract)
    charge_on = payments.first_charge_day(clock.today()) if mandate else None
    invoice = invoicing.issue_for_service(
        contract.practice_id,
        [_line(contract, charge) for charge in charges if charge.net_cents],
        occasion=f"contract:{contract.number}:{period.first_on:%Y%m%d}:{period.part}",
        period=(min(one.first_on for one in charges), max(one.last_on for one in charges)),
        due_on=charge_on,
        reference=contract.reference,
        mandate=mandate.reference if mandate else "",
    )
    if mandate and charge_on:
        payments.announce(invoice.pk, mandate.pk, charge_on)
    return invoice


def _line(contract: Contract, charge: Charge) -> ServiceLine:
    return ServiceLine(
        description=f"{contract.plan.name}: {charge.line.description}",
        quantity_e3=1_000,
        unit_price_e4=charge.net_cents * CENT_E4,
        vat_class=contract.plan.vat_class,
        period=(charge.first_on, charge.last_on),
        details=f"Contract {contract.number}",
    )


def _mandate(contract: Contract) -> Mandate | None:
    if contract.payment != Contract.Payment.DIRECT_DEBIT:
        return None
    return payments.valid_mandate(contract.practice_id)
