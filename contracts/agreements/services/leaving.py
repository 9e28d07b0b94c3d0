"""A device leaves a contract that goes on with the others."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from contracts.agreements.models import Contract
from contracts.agreements.services.correcting import settle_up
from contracts.agreements.services.making import NotOffered, tell_of_change
from d4d.foundation import states


@transaction.atomic
def take_off(contract_id: int, device_id: int, last_on: date, by: UUID | None) -> Contract:
    """A device is covered until and including a day; what was paid beyond is credited. Raises NotOffered."""
    contract = Contract.objects.select_for_update().get(pk=contract_id)
    lines = list(contract.lines.filter(device=device_id, ends_on=None))
    if not contract.is_running or not lines or any(line.starts_on > last_on for line in lines):
        raise NotOffered(contract.number)
    for line in lines:
        line.ends_on = last_on
        line.save(update_fields=["ends_on"])
    settle_up(contract, _("The contract ended before the period was over."))
    states.begin(contract, contract.state, by=by, reason=f"device {device_id} until {last_on:%Y-%m-%d}")
    tell_of_change(contract)
    return contract
