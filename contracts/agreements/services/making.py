"""Making a contract: offered to a practice and accepted, or written down as it was agreed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from contracts.agreements.events import ContractActivated, ContractChanged, ContractProposed, PaperWanted
from contracts.agreements.models import Contract, ContractLine, Plan, PlanPrice
from contracts.agreements.months import last_day
from contracts.agreements.scheduling import bill_again_from, schedule
from contracts.agreements.services.overlapping import refuse_overlap
from contracts.devices.models import Device
from d4d.foundation import clock, numbering, outbox, states

COPIED = (
    "visits_a_year",
    "response_hours",
    "covers_labour",
    "covers_parts",
    "covers_loan",
    "term_months",
    "notice_months",
    "renews",
    "billing",
    "period_months",
)


class NotOffered(Exception):
    """The plan has no price for this kind of device, or the devices are not the practice's own."""


class CannotBeAgreed(Exception):
    """The contract no longer waits for an answer."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What a practice is offered: a plan for these devices from a day; without a price the plan's own."""

    practice_id: int
    plan_id: int
    starts_on: date
    devices: Sequence[int]
    price_cents: int | None = None
    reference: str = ""
    payment: str = Contract.Payment.ON_ACCOUNT


@transaction.atomic
def propose(offer: Offer, by: UUID | None) -> Contract:
    """Offer a contract to a practice; its terms are those of the plan today. Raises NotOffered or Overlap."""
    contract = write(offer)
    states.begin(contract, contract.state, by=by)
    outbox.publish(ContractProposed(contract_id=contract.pk))
    return contract


@transaction.atomic
def record(offer: Offer, by: UUID | None) -> Contract:
    """Write down what was agreed by telephone or at the table; it counts at once."""
    contract = write(offer)
    states.begin(contract, contract.state, by=by)
    activate(contract, by, reason="agreed outside the shop")
    return contract


@transaction.atomic
def accept(contract_id: int, by: UUID | None) -> Contract:
    """The practice agrees; what was to begin earlier begins today. Raises CannotBeAgreed or Overlap."""
    contract = Contract.objects.select_for_update().get(pk=contract_id)
    if contract.state == Contract.State.ACTIVE and contract.agreed_by == by:
        return contract
    if contract.state != Contract.State.PROPOSED:
        raise CannotBeAgreed(contract.number)
    if contract.starts_on < clock.today():
        _begin_on(contract, clock.today())
    activate(contract, by)
    return contract


@transaction.atomic
def withdraw(contract_id: int, by: UUID | None) -> Contract:
    """An offer that was not accepted is taken off the table."""
    contract = Contract.objects.select_for_update().get(pk=contract_id)
    if contract.state != Contract.State.PROPOSED:
        raise CannotBeAgreed(contract.number)
    states.move(contract, Contract.State.WITHDRAWN, by=by)
    contract.ended_on = clock.today()
    contract.save(update_fields=["ended_on"])
    return contract


@transaction.atomic
def attach(line_id: int, device_id: int, by: UUID | None) -> ContractLine:
    """A contract that was bought without a device gets the device it is for. Raises NotOffered or Overlap."""
    line = ContractLine.objects.select_for_update(of=("self",)).select_related("contract").get(pk=line_id)
    device = Device.objects.in_use().filter(pk=device_id, practice=line.contract.practice_id).first()
    if line.device_id is not None or device is None:
        raise NotOffered(line.contract.number)
    refuse_overlap([device.pk], line.starts_on, line.contract.ends_on)
    line.device = device
    line.description = called(device)
    line.save(update_fields=["device", "description"])
    states.begin(line.contract, line.contract.state, by=by, reason=f"device {device.pk}")
    tell_of_change(line.contract)
    return line


@transaction.atomic
def add_line(contract_id: int, device_id: int, from_on: date, by: UUID | None) -> ContractLine:
    """Another device comes under a running contract from a day; a paid period is billed on for its days."""
    contract = Contract.objects.select_for_update().get(pk=contract_id)
    device = Device.objects.in_use().filter(pk=device_id, practice=contract.practice_id).first()
    if not contract.is_running or device is None:
        raise NotOffered(contract.number)
    from_on = max(from_on, contract.starts_on)
    refuse_overlap([device.pk], from_on, contract.ends_on)
    line = ContractLine.objects.create(
        contract=contract,
        device=device,
        description=called(device),
        price_cents=price_of(contract.plan, device, from_on),
        starts_on=from_on,
    )
    bill_again_from(contract, from_on)
    states.begin(contract, contract.state, by=by, reason=f"line {line.pk}")
    tell_of_change(contract)
    return line


def write(offer: Offer, *, origin: str | None = None) -> Contract:
    """The row of an offer with its devices, numbered; part of the act that makes it."""
    plan = Plan.objects.get(pk=offer.plan_id)
    devices = list(Device.objects.in_use().filter(pk__in=offer.devices, practice=offer.practice_id))
    if len(devices) != len(set(offer.devices)):
        raise NotOffered(plan.code)
    ends_on = None if plan.renews else last_day(clock.months_later(offer.starts_on, plan.term_months))
    refuse_overlap([device.pk for device in devices], offer.starts_on, ends_on)
    year = clock.today().year
    contract = Contract.objects.create(
        number=f"M{year}-{numbering.draw(f'contract:{year}'):06}",
        practice_id=offer.practice_id,
        plan=plan,
        starts_on=offer.starts_on,
        ends_on=ends_on,
        renews_on=clock.months_later(offer.starts_on, plan.term_months),
        reference=offer.reference,
        payment=offer.payment,
        origin=origin,
        **{name: getattr(plan, name) for name in COPIED},
    )
    ContractLine.objects.bulk_create(
        ContractLine(
            contract=contract,
            device=device,
            description=called(device),
            price_cents=_price(offer, plan, device),
            starts_on=offer.starts_on,
        )
        for device in sorted(devices, key=lambda one: one.pk)
    )
    return contract


def activate(contract: Contract, by: UUID | None, *, reason: str = "") -> None:
    """From now on it counts; part of the act by which it was agreed."""
    on_it = contract.lines.exclude(device=None).values_list("device_id", flat=True)
    refuse_overlap(list(on_it), contract.starts_on, contract.ends_on)
    states.move(contract, Contract.State.ACTIVE, by=by, reason=reason)
    contract.agreed_by, contract.agreed_at = by, clock.now()
    contract.bill_from = contract.anchor_on
    contract.save(update_fields=["agreed_by", "agreed_at", "bill_from"])
    schedule(contract)
    outbox.publish(ContractActivated(contract_id=contract.pk))
    outbox.nudge(PaperWanted(contract_id=contract.pk))


def tell_of_change(contract: Contract) -> None:
    """Others look again at a contract, and it is put on paper anew."""
    outbox.nudge(ContractChanged(contract_id=contract.pk))
    outbox.nudge(PaperWanted(contract_id=contract.pk))


def called(device: Device) -> str:
    """How a device is named in a contract and on its bills."""
    return f"{device}, {device.serial}" if device.serial else str(device)


def price_of(plan: Plan, device: Device, day: date) -> int:
    """What the plan costs for a device like this, a period, on a day. Raises NotOffered."""
    prices = PlanPrice.objects.filter(plan=plan, kind=device.kind_id, valid_from__lte=day)
    price = prices.order_by("-valid_from").values_list("price_cents", flat=True).first()
    if price is None:
        raise NotOffered(plan.code)
    return price


def _price(offer: Offer, plan: Plan, device: Device) -> int:
    return price_of(plan, device, offer.starts_on) if offer.price_cents is None else offer.price_cents


def _begin_on(contract: Contract, day: date) -> None:
    contract.starts_on = day
    contract.renews_on = clock.months_later(day, contract.term_months)
    contract.ends_on = None if contract.renews else last_day(contract.renews_on)
    contract.save(update_fields=["starts_on", "renews_on", "ends_on"])
    contract.lines.update(starts_on=day)
