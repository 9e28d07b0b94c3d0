"""A device leaves a contract that goes on with the others."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from contracts.agreements.models import Contract
from contracts.agreements.services.correcting import settle_up
from contracts.agreements.services.making import NotOffered, tell_of_change
from d4d.foundation import states


@transaction.atomic
def take_off(contract_id: int, device_id: int, last_on: date, by: UUID | None) -> Contract:
    """A device is covered until and including a day; what was paid beyond is credited. Raises NotOffered."""
    contract = Contract.objects.select_for_update().get(pk=contract_id)
    goes_on = Q(ends_on=None) | Q(ends_on__gt=last_on)
    lines = list(contract.lines.filter(goes_on, device=device_id).order_by("starts_on", "pk"))
    ending = [line for line in lines if line.starts_on <= last_on]
    if not contract.is_running or not ending:
        raise NotOffered(contract.number)
    for line in ending:
        line.ends_on = last_on
        line.save(update_fields=["ends_on"])
    dearer = [line for line in lines if line not in ending]  # announced, and never to be paid
    settle_up(contract, _("The contract ended before the period was over."), dearer)
    states.begin(contract, contract.state, by=by, reason=f"device {device_id} until {last_on:%Y-%m-%d}")
    tell_of_change(contract)
    return contract
