"""Reports of others: handed in, taken away, put back, and the warning before they run out."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from contracts.devices.events import ReportsRunOut
from contracts.devices.models import Device, InspectionReport
from contracts.devices.papers import Paper
from d4d.foundation import clock, outbox

UNDO_DAYS = 7


@transaction.atomic
def hand_in(
    device: Device,
    paper: Paper,
    *,
    kind: str,
    done_on: date,
    valid_until: date | None,
    title: str,
    by: UUID | None,
) -> InspectionReport:
    """A practice hands in a report about its device; the file is checked and drawn anew already."""
    report = InspectionReport(
        device=device,
        kind=kind,
        title=title,
        done_on=done_on,
        valid_until=valid_until,
        size=paper.content.size,
        added_by=by,
    )
    report.file.save(paper.name, paper.content, save=False)
    report.save()
    return report


def take_away(report: InspectionReport) -> None:
    """A report is shown no more; for a week it can be put back."""
    InspectionReport.objects.filter(pk=report.pk, removed_at=None).update(removed_at=clock.now())


def put_back(report: InspectionReport) -> None:
    """A report that was taken away by mistake is there again."""
    InspectionReport.objects.filter(pk=report.pk).update(removed_at=None)


def clear_away() -> int:
    """What was taken away a week ago goes for good, with its file; how many."""
    before = clock.now() - timedelta(days=UNDO_DAYS)
    return sum(_clear(one, before) for one in InspectionReport.objects.filter(removed_at__lt=before))


def warn() -> int:
    """Practices hear once of each report that runs out within thirty days; how many reports."""
    today = clock.today()
    with transaction.atomic():
        soon = InspectionReport.objects.running_out(today).filter(warned_on=None, valid_until__gte=today)
        rows = list(soon.values_list("pk", "device__practice_id"))
        InspectionReport.objects.filter(pk__in=[pk for pk, _practice in rows]).update(warned_on=today)
        for practice_id in sorted({practice for _pk, practice in rows}):
            outbox.publish(ReportsRunOut(practice_id=practice_id, day=today.isoformat()))
    return len(rows)


@transaction.atomic
def _clear(report: InspectionReport, before: datetime) -> bool:
    """The row decides, so that a report that was put back meanwhile keeps its file."""
    gone, _rows = InspectionReport.objects.filter(pk=report.pk, removed_at__lt=before).delete()
    if gone:
        report.file.delete(save=False)
    return bool(gone)
