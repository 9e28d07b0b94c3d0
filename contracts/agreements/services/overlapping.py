"""A device stands under one contract at a time."""

from collections.abc import Iterable
from datetime import date

from django.db.models import F, Q

from contracts.agreements.models import Contract, ContractLine
from contracts.devices.models import Device


class Overlap(Exception):
    """A device stands under another contract on some of these days: `device`, `contract` say which."""

    def __init__(self, line: ContractLine) -> None:
        super().__init__(f"line {line.pk}")
        self.device = line.description
        self.contract = line.contract.number
        self.until = _end(line)


def refuse_overlap(
    devices: Iterable[int], starts_on: date, ends_on: date | None, *, but: Iterable[int] = ()
) -> None:
    """Let devices pass that are free on all these days; `but` are contracts that give way. Raises Overlap.

    The devices stay locked, so that of two contracts agreed at once only one gets a device.
    """
    wanted = hold(devices)
    taken = ContractLine.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=starts_on),
        Q(contract__ends_on=None) | Q(contract__ends_on__gte=starts_on),
        device__in=wanted,
        contract__state__in=Contract.RUNNING,
    ).exclude(contract__in=list(but))
    if ends_on:
        taken = taken.filter(starts_on__lte=ends_on, contract__starts_on__lte=ends_on)
    taken = taken.filter(Q(ends_on=None) | Q(ends_on__gte=F("contract__starts_on")))
    if line := taken.select_related("contract").order_by("pk").first():
        raise Overlap(line)


def hold(devices: Iterable[int]) -> list[int]:
    """Lock devices in their one order, before any counter is drawn."""
    wanted = sorted(set(devices))
    list(Device.objects.select_for_update().filter(pk__in=wanted).order_by("pk").values_list("pk"))
    return wanted


def _end(line: ContractLine) -> date | None:
    ends = [day for day in (line.ends_on, line.contract.ends_on) if day]
    return min(ends) if ends else None
