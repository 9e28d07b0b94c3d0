"""What contracts tell on the page of a device."""

from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _

from contracts.agreements import coverage
from contracts.agreements.models import Contract, ContractLine
from contracts.devices.models import Device
from contracts.devices.passport import Happening, Panel
from d4d.foundation import clock


def of(device: Device) -> list[Happening]:
    """When the device came under which contract, and when that ended; another practice's stays unnamed."""
    lines = _lines_of(device)
    agreed = [line for line in lines if line.contract.state in {*Contract.RUNNING, Contract.State.ENDED}]
    told = []
    for line in agreed:
        contract = line.contract
        is_own = contract.practice_id == device.practice_id
        url = reverse("agreements:detail", args=[contract.number]) if is_own else ""
        desk_url = reverse("admin:agreements_contract_change", args=[contract.pk])
        words = {"number": contract.number if is_own else ""}
        if line.starts_on == contract.starts_on and line.starts_on <= clock.today():
            text = _("Under contract %(number)s") % words
            told.append(Happening(line.starts_on, text.strip(), "file-text", url, desk_url))
        if contract.ended_on:
            text = _("Contract %(number)s ended") % words
            told.append(Happening(contract.ended_on, text, "file-text", url, desk_url))
    return told


def panel_of(device: Device) -> Panel | None:
    """How the device is covered today."""
    covered = coverage.of(device, clock.today(), _lines_of(device))
    return Panel("agreements/_coverage.html", {"coverage": covered})


def _lines_of(device: Device) -> list[ContractLine]:
    """The lines of a device, asked once for a page: the panel and the history both need them."""
    lines = ContractLine.objects.select_related("contract").order_by("starts_on", "pk")
    prefetch_related_objects([device], Prefetch("contract_lines", lines))
    return list(device.contract_lines.all())
