"""A practice is taken over: its devices and contracts go on with another practice from a day."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from contracts.agreements.events import ContractActivated, PaperWanted, PriceRaised
from contracts.agreements.models import BillingPeriod, Charge, Contract, ContractLine, Indexation
from contracts.agreements.months import ONE_DAY, last_day, step
from contracts.agreements.scheduling import schedule
from contracts.agreements.services.making import COPIED, tell_of_change
from contracts.agreements.services.overlapping import hold
from contracts.agreements.services.renewing import end
from contracts.devices import services as devices
from d4d.foundation import clock, numbering, outbox, states

JUST_BEGUN = timedelta(days=400)


class CannotBeTakenOver(Exception):
    """The contract does not run on that day, or it stays where it is."""


@transaction.atomic
def take_over(contract_id: int, to_practice_id: int, on: date, by: UUID | None) -> Contract:
    """The contract goes on with another practice from a day; so do its devices. Bills stay where they are.

    The old contract ends the day before; what was paid beyond is credited, and the new practice is billed
    from its first day, on the same periods and terms, so that both parts make up the price to the cent.
    Harmless to repeat. Raises CannotBeTakenOver.
    """
    old = Contract.objects.select_for_update().get(pk=contract_id)
    if done := Contract.objects.filter(continues=old, practice=to_practice_id, starts_on=on).first():
        return done
    if not old.is_running or old.practice_id == to_practice_id or not old.starts_on < on:
        raise CannotBeTakenOver(old.number)
    if (old.ends_on and old.ends_on < on) or hasattr(old, "continued_by"):
        raise CannotBeTakenOver(old.number)
    lines = [line for line in old.lines.order_by("pk") if line.ends_on is None or line.ends_on >= on]
    hold(line.device_id for line in lines if line.device_id)
    new = _continue(old, to_practice_id, on, by)
    for line in lines:
        _carry_what_was_bought(line, _copy(line, new, on))
    _carry_indices(old, new, on)
    _close(old, on, by)
    if on <= clock.today():
        move_devices(clock.today())
    return new


def move_devices(as_of: date | None = None) -> int:
    """Devices go to the practice that took their contract over, on its first day; harmless to repeat."""
    day = as_of or clock.today()
    begun = ContractLine.objects.filter(
        contract__continues__isnull=False,
        contract__continued_by=None,
        contract__state__in=Contract.RUNNING,
        contract__starts_on__lte=day,
        contract__starts_on__gt=day - JUST_BEGUN,
        device__practice=F("contract__continues__practice"),
    )
    moved = 0
    for line in begun.select_related("contract").order_by("pk"):
        contract = line.contract
        moved += len(
            devices.take_over(
                [line.device_id or 0], contract.practice_id, contract.starts_on, contract.agreed_by
            )
        )
    return moved


def _continue(old: Contract, practice_id: int, on: date, by: UUID | None) -> Contract:
    year = clock.today().year
    renews_on = old.renews_on
    while renews_on <= on:
        renews_on = step(old.anchor_on, renews_on, 1)
    first = old.anchor_on
    while (following := step(old.anchor_on, first, old.period_months)) <= on:
        first = following
    new = Contract.objects.create(
        number=f"M{year}-{numbering.draw(f'contract:{year}'):06}",
        practice_id=practice_id,
        plan_id=old.plan_id,
        state=Contract.State.ACTIVE,
        starts_on=on,
        ends_on=old.ends_on,
        renews_on=renews_on,
        counted_from=old.anchor_on,
        bill_from=first,
        continues=old,
        agreed_by=by,
        agreed_at=clock.now(),
        **{name: getattr(old, name) for name in COPIED},
    )
    states.begin(new, new.state, by=by, reason=_("taken over from %(number)s") % {"number": old.number})
    schedule(new)
    outbox.publish(ContractActivated(contract_id=new.pk))
    outbox.nudge(PaperWanted(contract_id=new.pk))
    return new


def _copy(line: ContractLine, new: Contract, on: date) -> ContractLine:
    return ContractLine.objects.create(
        contract=new,
        device_id=line.device_id,
        description=line.description,
        price_cents=line.price_cents,
        starts_on=max(on, line.starts_on),
        ends_on=line.ends_on,
    )


def _carry_what_was_bought(line: ContractLine, copy: ContractLine) -> None:
    """What was paid for with an order has no bill of its own: it stays paid for whoever has the device."""
    bought = line.charges.filter(period__invoice=None, last_on__gte=copy.starts_on)
    for charge in bought.select_related("period"):
        turn = (charge.period.first_on, charge.period.last_on)
        period, _made = BillingPeriod.objects.get_or_create(
            contract=copy.contract, first_on=turn[0], defaults={"last_on": turn[1], "net_cents": 0}
        )
        Charge.objects.create(
            period=period,
            line=copy,
            turn_on=turn[0],
            first_on=max(charge.first_on, copy.starts_on),
            last_on=charge.last_on,
            net_cents=0,
        )


def _carry_indices(old: Contract, new: Contract, on: date) -> None:
    """What was applied stays applied; a price that is still to come is told to who will pay it."""
    for applied in old.indexations.order_by("pk"):
        is_to_come = applied.from_on >= on
        carried = Indexation.objects.create(
            contract=new,
            index_id=applied.index_id,
            from_on=applied.from_on,
            before_cents=applied.before_cents,
            after_cents=applied.after_cents,
            sent_at=None if is_to_come else applied.sent_at,
        )
        if is_to_come:
            outbox.publish(PriceRaised(indexation_id=carried.pk))


def _close(old: Contract, on: date, by: UUID | None) -> None:
    old.ends_on = last_day(on)
    old.save(update_fields=["ends_on"])
    if old.state == Contract.State.ACTIVE:
        states.move(old, Contract.State.UNDER_NOTICE, by=by, reason=_("taken over"))
    schedule(old)
    tell_of_change(old)
    if old.ends_on + ONE_DAY <= clock.today():
        end(old.pk)
