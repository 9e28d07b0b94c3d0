"""Prints the report of a visit, once and for all."""

from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Prefetch

from contracts.service.events import ReportPrinted
from contracts.service.models import ReportAnswer, ReportDevice, ReportPart, ReportSheet, ServiceReport
from contracts.service.services.patient_data import Kind, removed_from
from d4d.foundation import clock, outbox
from d4d.foundation.errors import Temporary
from d4d.foundation.paper import printed

SHEET = Path(__file__).parents[1] / "sheet.css"
LANGUAGE = "nl"  # the sheet lies in the dossier for a Dutch inspector, whoever reads it before


def print_sheet(report_id: int, *, is_anew: bool = False) -> None:
    """Put the report of a visit on paper; what was printed stays as it is.

    Pressed anew it is not brought once more. Raises Temporary when data of a patient went meanwhile.
    """
    report = ServiceReport.objects.select_related("visit__practice").get(pk=report_id)
    if ReportSheet.objects.filter(report=report).exists():
        return
    removed = removed_from(report)
    content = ContentFile(_pressed(report, removed), name=f"{uuid4().hex}.pdf")
    with transaction.atomic():
        ServiceReport.objects.select_for_update().get(pk=report_id)
        if ReportSheet.objects.filter(report=report).exists():  # somebody else was first
            return
        if removed_from(report) != removed:
            raise Temporary("report: data of a patient went while it was pressed")
        ReportSheet.objects.create(report=report, file=content)
        if not is_anew:
            outbox.publish(ReportPrinted(report_id=report_id))


def told_of(report: ServiceReport) -> list[ReportDevice]:
    """What a report says of each device, with answers and parts, in three questions to the database."""
    answers = Prefetch(
        "answers", ReportAnswer.objects.select_related("item").order_by("item__position", "pk")
    )
    parts = Prefetch("parts", ReportPart.objects.select_related("variant__product").order_by("pk"))
    told = report.devices.select_related("seen__device__kind").prefetch_related(answers, parts)
    return list(told.order_by("seen_id"))


def what_is_missing(removed: list[tuple[str, int | None]]) -> dict[str, Any]:
    """Where a report once held data of a patient: in its remarks, in which notes, on how many photos."""
    kinds = [kind for kind, _row in removed]
    return {
        "remarks_removed": Kind.REMARKS in kinds,
        "notes_removed": [row for kind, row in removed if kind == Kind.NOTE],
        "photos_removed": kinds.count(Kind.PHOTO),
    }


def _pressed(report: ServiceReport, removed: list[tuple[str, int | None]]) -> bytes:
    photos = {
        f"photo-{number}.jpg": photo.file for number, photo in enumerate(report.visit.photos.order_by("pk"))
    }
    pictures = {}
    for name, file in photos.items():
        with file.open("rb") as content:
            pictures[name] = content.read()
    day = clock.local(report.finished_at).date()
    context = {
        "report": report,
        "visit": report.visit,
        "practice": report.visit.practice,
        "devices": told_of(report),
        **what_is_missing(removed),
        "pictures": list(pictures),
        "day": day,
    }
    made_at = datetime.combine(day, time(), tzinfo=UTC)
    return printed("service/sheet.html", context, SHEET, made_at, language=LANGUAGE, pictures=pictures)
