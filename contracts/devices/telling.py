"""What this room itself tells of a device: its own steps, the reports of others, and what is missing.

Views fetch a device with `with_its_story`, so that all of this costs two questions.
"""

from datetime import timedelta

from django.db.models import Prefetch, QuerySet
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from contracts.devices.dossier import Paper
from contracts.devices.models import Device, DeviceChange, DeviceKind, InspectionReport
from contracts.devices.passport import Happening, Panel
from contracts.devices.services.reporting import UNDO_DAYS
from d4d.foundation import clock

Kind = InspectionReport.Kind
ICONS = {
    DeviceChange.Kind.ADDED: "plus",
    DeviceChange.Kind.BROUGHT: "truck",
    DeviceChange.Kind.CHANGED: "pencil",
    DeviceChange.Kind.RETIRED: "ban",
    DeviceChange.Kind.BACK: "rotate-ccw",
    DeviceChange.Kind.TAKEN_OVER: "building-2",
    DeviceChange.Kind.MERGED: "check",
}


def with_its_story(devices: QuerySet[Device]) -> QuerySet[Device]:
    """Devices with their kind, their steps and their reports."""
    return devices.select_related("kind", "product", "variant").prefetch_related(
        Prefetch("changes", DeviceChange.objects.order_by("-pk")),
        Prefetch("reports", InspectionReport.objects.order_by("-done_on", "-pk")),
    )


def steps_of(device: Device) -> list[Happening]:
    """The steps in the life of a device, and the reports that were made about it."""
    steps = [
        Happening(step.on, _step(step), ICONS[DeviceChange.Kind(step.kind)]) for step in device.changes.all()
    ]
    made = [
        Happening(one.done_on, one.name[:1].upper() + one.name[1:], "file-text") for one in present(device)
    ]
    return [*made, *steps]


def reports_of(device: Device) -> Panel:
    """The reports of others, with what is missing, and what was taken away this week."""
    today, undo_from = clock.today(), clock.now() - timedelta(days=UNDO_DAYS)
    return Panel(
        "devices/_reports.html",
        {
            "device": device,
            "reports": [(one, one.standing(today)) for one in present(device)],
            "removed": [one for one in device.reports.all() if one.removed_at and one.removed_at > undo_from],
            "missing": [kind.label for kind in missing(device)],
        },
    )


def papers_of(device: Device) -> list[Paper]:
    """Every report of others, and one without a day for each that is needed and was never made."""
    papers = [
        Paper(one.name, one.done_on, one.valid_until, next_on=one.valid_until, file=one.file)
        for one in present(device)
    ]
    return papers + [Paper(str(kind.label)) for kind in missing(device)]


def missing(device: Device) -> list[Kind]:
    """The reports that a device of this kind needs and that were never handed in."""
    there = {one.kind for one in present(device)}
    return [kind for kind in needed(device.kind) if kind not in there]


def needed(kind: DeviceKind) -> list[Kind]:
    """The reports that an inspector asks for."""
    asked = (
        (kind.needs_validation, Kind.AUTOCLAVE),
        (kind.needs_xray_control, Kind.XRAY),
        (kind.needs_electrical_check, Kind.ELECTRICAL),
    )
    return [report for is_needed, report in asked if is_needed]


def present(device: Device) -> list[InspectionReport]:
    """The reports that were not taken away, the newest first."""
    return [one for one in device.reports.all() if one.removed_at is None]


def _step(step: DeviceChange) -> str:
    said = str(step.get_kind_display())
    if not step.fields:
        return said
    labels = {field.name: str(field.verbose_name) for field in Device._meta.concrete_fields}
    names = [labels[name] for name in step.fields if name in labels]
    return f"{said}: {get_text_list(names, _('and'))}"
