"""What of a repair or visit the practice need not pay: by the maker's warranty, by a contract, or nothing."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.db.models import F, Q

from contracts.agreements.models import Contract, ContractLine
from contracts.devices.models import Device

USUAL_RESPONSE_HOURS = 16


@dataclass(frozen=True, slots=True)
class Coverage:
    """What is covered of one device on one day; `response_hours` are working hours.

    A warranty covers labour and parts; with a contract beside it the contract's loan device and response
    count too.
    """

    kind: Literal["warranty", "contract", "paid"]
    contract: Contract | None
    labour: bool
    parts: bool
    loan: bool
    response_hours: int


def of(device: Device, day: date) -> Coverage:
    """How a device is covered on a day; one query."""
    contract = contract_of(device, day)
    in_warranty = device.is_under_warranty(day)
    return Coverage(
        kind="warranty" if in_warranty else "contract" if contract else "paid",
        contract=contract,
        labour=in_warranty or bool(contract and contract.covers_labour),
        parts=in_warranty or bool(contract and contract.covers_parts),
        loan=bool(contract and contract.covers_loan),
        response_hours=contract.response_hours if contract else USUAL_RESPONSE_HOURS,
    )


def contract_of(device: Device, day: date) -> Contract | None:
    """The contract under which a device stands on a day: there is at most one."""
    lines = ContractLine.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=day),
        Q(contract__ends_on=None) | Q(contract__ends_on__gte=day),
        device=device,
        starts_on__lte=day,
        contract__practice=F("device__practice"),
        contract__starts_on__lte=day,
        contract__state__in=[*Contract.RUNNING, Contract.State.ENDED],
    )
    line = lines.select_related("contract").order_by("pk").first()
    return line.contract if line else None
