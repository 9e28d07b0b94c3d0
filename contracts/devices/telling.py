"""What this room itself tells of a device: its own steps, the reports of others, and what is missing.

Views fetch a device with `with_its_story`: all of this costs two questions.
"""

from datetime import date, timedelta
from typing import Any

from django.db.models import F, Prefetch, prefetch_related_objects
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from contracts.devices.dossier import Paper
from contracts.devices.models import Device, DeviceChange, DeviceKind, DeviceQuerySet, InspectionReport
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


def with_its_story(devices: DeviceQuerySet, pk: int) -> Device | None:
    """A device with its kind, its steps and its reports: two questions, however long its story is.

    The steps come joined to the device, one row each; a device without any is one row too.
    """
    step = {f"step_{name}": F(f"changes__{name}") for name in ("id", "kind", "fields", "on")}
    rows = devices.filter(pk=pk).select_related("kind", "product").annotate(**step).order_by("-changes__pk")
    found: list[Any] = list(rows)
    if not found:
        return None
    device: Device = found[0]
    device.steps = [
        DeviceChange(pk=row.step_id, kind=row.step_kind, fields=row.step_fields, on=row.step_on)
        for row in found
        if row.step_id
    ]
    reports = InspectionReport.objects.order_by("-done_on", "-pk")
    prefetch_related_objects([device], Prefetch("reports", reports))
    return device


def steps_of(device: Device) -> list[Happening]:
    """The steps in the life of a device, and the reports that were made about it."""
    known = device.changes.order_by("-pk") if device.steps is None else device.steps
    steps = [Happening(step.on, _step(step), ICONS[DeviceChange.Kind(step.kind)]) for step in known]
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
            "reports": _with_standings(device, today),
            "removed": [one for one in device.reports.all() if one.removed_at and one.removed_at > undo_from],
            "missing": [kind.label for kind in missing(device)],
        },
    )


def papers_of(device: Device) -> list[Paper]:
    """Every report of others, and one without a day for each that is needed and was never made."""
    papers = [
        Paper(one.name, one.done_on, one.valid_until, next_on=one.valid_until, file=one.file, sort=one.sort)
        for one in present(device)
    ]
    return papers + [Paper(str(kind.label), sort=kind) for kind in missing(device)]


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


def _with_standings(device: Device, today: date) -> list[tuple[InspectionReport, str]]:
    """Each report, the newest first; how one stands that a newer one follows up matters to nobody."""
    newest = {one.sort: one for one in reversed(present(device))}
    return [
        (one, one.standing(today) if newest[one.sort] is one else "superseded") for one in present(device)
    ]


def _step(step: DeviceChange) -> str:
    said = str(step.get_kind_display())
    if not step.fields:
        return said
    labels = {field.name: str(field.verbose_name) for field in Device._meta.concrete_fields}
    names = [labels[name] for name in step.fields if name in labels]
    listed = get_text_list(names, _("and"))
    return f"{said}: {listed}"
