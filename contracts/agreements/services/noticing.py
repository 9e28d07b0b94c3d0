"""Notice: on which day a contract then ends, giving it, and taking it back."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from contracts.agreements.events import NoticeGiven
from contracts.agreements.models import Contract
from contracts.agreements.months import ONE_DAY, last_day, step
from contracts.agreements.scheduling import bill_again_from, schedule
from contracts.agreements.services.making import tell_of_change
from contracts.agreements.services.overlapping import refuse_overlap
from contracts.agreements.services.renewing import is_reminded_in_time
from d4d.foundation import clock, outbox, states


class NoNotice(Exception):
    """No notice can be given of this contract, or none can be taken back."""


def end_after_notice(contract: Contract, on: date) -> date:
    """The last day when notice is given on a day.

    In time it is the end of the present term; later it is the end of the next one. A practice that was
    not reminded in time is held for no new term: it may leave by the month.
    """
    following = contract.renews_on
    months = contract.term_months if is_reminded_in_time(contract) else 1
    while on > step(contract.anchor_on, following, -contract.notice_months):
        following = step(contract.anchor_on, following, months)
    return last_day(following)


@transaction.atomic
def give_notice(contract_id: int, by: UUID | None, *, on: date | None = None, reason: str = "") -> Contract:
    """The practice (or we) end a contract by the day that its terms say. Raises NoNotice."""
    contract = Contract.objects.select_for_update().get(pk=contract_id)
    if contract.state == Contract.State.UNDER_NOTICE:
        return contract
    if contract.state != Contract.State.ACTIVE or contract.ends_on:
        raise NoNotice(contract.number)
    given_on = on or clock.today()
    contract.notice_given_on = given_on
    contract.ends_on = max(end_after_notice(contract, given_on), contract.starts_on)
    contract.save(update_fields=["notice_given_on", "ends_on"])
    states.move(contract, Contract.State.UNDER_NOTICE, by=by, reason=reason)
    schedule(contract)
    _tell(contract)
    return contract


@transaction.atomic
def take_back_notice(contract_id: int, by: UUID | None) -> Contract:
    """A practice stays after all; possible until the last day.

    What its last period was billed short is due then. Raises NoNotice, or Overlap when a device stands
    under another contract afterwards.
    """
    contract = Contract.objects.select_for_update().get(pk=contract_id)
    if contract.state != Contract.State.UNDER_NOTICE or hasattr(contract, "continued_by"):
        raise NoNotice(contract.number)
    if contract.ends_on is None or contract.ends_on < clock.today():
        raise NoNotice(contract.number)
    goes_on_from = contract.ends_on + ONE_DAY
    goes_on = contract.lines.filter(Q(ends_on=None) | Q(ends_on__gte=goes_on_from)).exclude(device=None)
    devices = [device for device in goes_on.values_list("device_id", flat=True) if device]
    refuse_overlap(devices, goes_on_from, None, but=[contract.pk])
    contract.notice_given_on = contract.ends_on = None
    contract.save(update_fields=["notice_given_on", "ends_on"])
    states.move(contract, Contract.State.ACTIVE, by=by)
    bill_again_from(contract, goes_on_from)
    tell_of_change(contract)
    return contract


def _tell(contract: Contract) -> None:
    last = states.history(contract).order_by("-pk").values_list("pk", flat=True).first()
    outbox.publish(NoticeGiven(contract_id=contract.pk, change_id=last or 0))
    tell_of_change(contract)
