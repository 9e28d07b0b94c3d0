"""What rooms below show of our visits: the life of a device, its dossier, and the overview of a practice."""

from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.menu import Tile
from accounts.models import Membership
from contracts.agreements import coverage
from contracts.devices.dossier import Paper
from contracts.devices.models import Device
from contracts.devices.passport import Happening
from contracts.service import turns
from contracts.service.models import ReportDevice, Visit, VisitDevice
from d4d.foundation import clock


def visits_of(device: Device) -> list[Happening]:
    """Every visit at which a device was serviced; the practice that has it now opens its own ones only."""
    return [
        Happening(
            clock.local(told.report.finished_at).date(),
            _("Maintenance by us"),
            "wrench",
            reverse("service:visit", args=[told.report.visit_id]) if _is_own(told, device) else "",
            reverse("admin:service_visit_change", args=[told.report.visit_id]),
        )
        for told in _serviced(device)
    ]


def papers_of(device: Device) -> list[Paper]:
    """The report of each visit, and by which day the next one is due.

    A report tells of a whole visit: after a takeover the new practice sees of an earlier one the day only.
    """
    title, next_on = _("Maintenance report"), _next_due(device)
    papers = [
        Paper(
            title,
            clock.local(told.report.finished_at).date(),
            next_on=next_on if number == 0 else None,
            file=told.report.sheet.file if _is_own(told, device) and hasattr(told.report, "sheet") else None,
        )
        for number, told in enumerate(_serviced(device))
    ]
    return papers or ([Paper(title, next_on=next_on)] if next_on else [])


def next_visit(membership: Membership) -> Tile | None:
    """When we come, or how many times wait to be chosen."""
    if not membership.may_see_orders:
        return None
    own = Visit.objects.for_practice(membership.practice)
    if offered := own.filter(state=Visit.State.OFFERED).count():
        return Tile(str(offered), _("visits to choose a time for"), reverse("service:visits"), "warn")
    planned = own.filter(state=Visit.State.PLANNED, starts_at__gt=clock.now()).order_by("starts_at").first()
    if planned is None or planned.starts_at is None:
        return None
    day = date_format(clock.local(planned.starts_at), "j b")
    return Tile(day, _("our next visit"), reverse("service:visit", args=[planned.pk]))


def _serviced(device: Device) -> list[ReportDevice]:
    done = ReportDevice.objects.filter(seen__device=device, outcome=VisitDevice.State.DONE)
    return list(done.select_related("report__sheet", "report__visit").order_by("-report__finished_at", "-pk"))


def _is_own(told: ReportDevice, device: Device) -> bool:
    return told.report.visit.practice_id == device.practice_id


def _next_due(device: Device) -> date | None:
    """The day of the open visit; else what the contract makes of the last one."""
    upcoming = Visit.objects.open().filter(devices__device=device, devices__state=VisitDevice.State.TO_DO)
    if day := upcoming.order_by("due_on").values_list("due_on", flat=True).first():
        return day
    contract = coverage.contract_of(device, clock.today())
    if contract is None or not contract.visits_a_year:
        return None
    last = ReportDevice.objects.filter(seen__device=device, outcome=VisitDevice.State.DONE)
    finished = last.order_by("-report__finished_at").values_list("report__finished_at", flat=True).first()
    return turns.due_after(clock.local(finished).date(), contract.visits_a_year) if finished else None
