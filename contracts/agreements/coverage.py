"""What of a repair or visit the practice need not pay: by the maker's warranty, by a contract, or nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.conf import settings

from contracts.agreements.models import Contract, ContractLine
from contracts.devices.models import Device


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


def of(device: Device | None, day: date, lines: Iterable[ContractLine] | None = None) -> Coverage:
    """How a device is covered on a day; one query, or none for who knows its `lines` with their contracts.

    Nothing covers a device that went with a practice that took it over and was erased since.
    """
    contract = contract_of(device, day, lines) if device else None
    in_warranty = device is not None and device.is_under_warranty(day)
    return Coverage(
        kind="warranty" if in_warranty else "contract" if contract else "paid",
        contract=contract,
        labour=in_warranty or bool(contract and contract.covers_labour),
        parts=in_warranty or bool(contract and contract.covers_parts),
        loan=bool(contract and contract.covers_loan),
        response_hours=contract.response_hours if contract else settings.SERVICE_RESPONSE_HOURS,
    )


def contract_of(device: Device, day: date, lines: Iterable[ContractLine] | None = None) -> Contract | None:
    """The contract under which a device stands on a day: there is at most one."""
    known = lines_of(device) if lines is None else lines
    return next((line.contract for line in known if _covers(line, device, day)), None)


def lines_of(device: Device) -> list[ContractLine]:
    """Every line under which a device ever stood, with its contract, the oldest first."""
    lines = ContractLine.objects.filter(device=device).select_related("contract")
    return list(lines.order_by("starts_on", "pk"))


def _covers(line: ContractLine, device: Device, day: date) -> bool:
    contract = line.contract
    counts = contract.state in {*Contract.RUNNING, Contract.State.ENDED}
    begun = line.starts_on <= day and contract.starts_on <= day
    is_over = any(end is not None and end < day for end in (line.ends_on, contract.ends_on))
    return counts and begun and not is_over and contract.practice_id == device.practice_id
