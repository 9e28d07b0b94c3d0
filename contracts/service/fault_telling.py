"""What the life of a device and the overview of a practice say about faults."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.menu import Tile
from accounts.models import Membership
from contracts.devices.models import Device
from contracts.devices.origins import origin_of
from contracts.devices.passport import Happening, Panel
from contracts.service.models import Fault
from d4d.foundation import clock
from shop.orders.models import OrderLine

REPAIRED = {Fault.State.REPAIRED, Fault.State.RETURNED, Fault.State.CLOSED}


def faults_of(device: Device) -> list[Happening]:
    """Each fault of a device and its repair; the practice that has it now opens its own ones only."""
    told = []
    for fault in Fault.objects.sent().filter(device=device).order_by("pk"):
        assert fault.reported_at is not None, "a fault that was sent has its moment"
        own = fault.practice_id == device.practice_id
        url = reverse("service:fault", args=[fault.number]) if own else ""
        desk_url = reverse("admin:service_fault_change", args=[fault.pk])
        text = _("Fault %(number)s: %(problem)s") % {
            "number": fault.number,
            "problem": fault.get_problem_display(),
        }
        told.append(Happening(clock.local(fault.reported_at).date(), text, "triangle-alert", url, desk_url))
        if fault.closed_at and fault.solution and fault.state in REPAIRED:
            day = clock.local(fault.closed_at).date()
            done = _("Repaired (%(number)s)") % {"number": fault.number}
            told.append(Happening(day, done, "wrench", url, desk_url))
    return told


def report_a_fault(device: Device) -> Panel | None:
    """The way to report a fault of a device that is in use."""
    if device.state != Device.State.IN_USE:
        return None
    return Panel("service/_device_panel.html", {"device": device})


def where_faults_are_reported(device: Device) -> str:
    """Where the sticker on a device leads: the report of a fault, with that device chosen."""
    return f"{reverse('service:report_fault')}?apparaat={device.pk}"


def where_a_line_is_repaired(line: OrderLine) -> str:
    """Where a fault is reported of a device that an order line brought; empty when it brought none."""
    origins = [origin_of(pk) for pk in line.shipment_lines.values_list("pk", flat=True)]
    devices = Device.objects.in_use().filter(origin__in=origins, practice=line.order.practice_id)
    device = devices.order_by("pk").first()
    return where_faults_are_reported(device) if device else ""


def open_faults(membership: Membership) -> Tile | None:
    """How many faults are open; nothing when there is none."""
    if not membership.may_see_orders:
        return None
    count = Fault.objects.for_practice(membership.practice).open().count()
    label = ngettext("open fault", "open faults", count)
    return Tile(str(count), label, reverse("service:faults")) if count else None
