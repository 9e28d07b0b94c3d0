"""What was done at a visit: kept while it is filled in, and finished once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.core.files.base import ContentFile, File
from django.db import transaction

from contracts.service.events import ReportFinished
from contracts.service.models import (
    ReportAnswer,
    ReportDevice,
    ReportDraft,
    ReportPart,
    ReportPhoto,
    ServiceReport,
    Visit,
    VisitDevice,
)
from contracts.service.services.visits import carry, follow_visit, lock
from d4d.foundation import clock, outbox, states
from d4d.foundation.photos import redrawn, remove

MOST_PHOTOS = 12


class CannotBeReported(Exception):
    """This visit cannot get a report now."""


class AlreadyReported(CannotBeReported):
    """The visit has a report, and it stays as it is."""


class NothingDone(CannotBeReported):
    """No device was serviced: then the visit is moved, not reported."""


class TooManyPhotos(CannotBeReported):
    """There are as many photos as a report holds."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a line of a checklist; a figure in thousandths where something was measured."""

    item_id: int
    answer: str
    measured_e3: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A part that was used, by article or in words, and its price where nothing covers it."""

    description: str
    quantity: int
    variant_id: int | None = None
    unit_price_e4: int | None = None


@dataclass(frozen=True, slots=True)
class DeviceStory:
    """What happened to one device of the visit."""

    seen_id: int
    outcome: str
    checklist_id: int | None = None
    note: str = ""
    answers: Sequence[Answer] = field(default=())
    parts: Sequence[Part] = field(default=())


@dataclass(frozen=True, slots=True)
class Story:
    """Everything that a report says."""

    devices: Sequence[DeviceStory]
    signed_by: str
    remarks: str = ""
    labour_minutes: int = 0


def draft_of(visit: Visit) -> ReportDraft:
    """What was filled in so far; an empty draft for a visit that is reported for the first time."""
    return ReportDraft.objects.get_or_create(visit=visit)[0]


@transaction.atomic
def save_draft(visit_id: int, answers: str) -> ReportDraft:
    """Keep what was filled in so far. Raises AlreadyReported."""
    visit = _reportable(visit_id)
    draft, _made = ReportDraft.objects.update_or_create(visit=visit, defaults={"answers": answers})
    return draft


def add_photo(visit_id: int, upload: File, key: UUID) -> ReportPhoto:
    """Put a photo with a visit, once. Raises AlreadyReported or TooManyPhotos."""
    return _keep_photo(visit_id, redrawn(upload), key)  # drawing takes seconds: nothing is held yet


@transaction.atomic
def remove_photo(visit_id: int, photo_id: int) -> None:
    """Take a photo away again, as long as the report is not finished. Raises AlreadyReported."""
    photo = _reportable(visit_id).photos.filter(pk=photo_id).first()
    if photo:
        photo.delete()
        transaction.on_commit(lambda: remove([photo.file]))


@transaction.atomic
def finish(visit_id: int, key: UUID, story: Story, *, by: UUID | None) -> ServiceReport:
    """Close a visit with its report; what was not done is carried into a new visit.

    The same report sent again is the same report. Raises AlreadyReported when the visit has another one,
    NothingDone when no device was serviced.
    """
    visit = lock(visit_id)
    if known := ServiceReport.objects.filter(visit=visit, key=key).first():
        return known
    _check_is_reportable(visit)
    if not any(one.outcome == VisitDevice.State.DONE for one in story.devices):
        raise NothingDone("nothing was done")
    report = ServiceReport.objects.create(
        visit=visit,
        key=key,
        finished_at=clock.now(),
        engineer=by,
        signed_by=story.signed_by,
        remarks=story.remarks,
        labour_minutes=story.labour_minutes,
    )
    for told in story.devices:
        _write(report, told)
    ReportDraft.objects.filter(visit=visit).delete()
    _close(visit, story, by=by)
    outbox.publish(ReportFinished(report_id=report.pk))
    return report


@transaction.atomic
def _keep_photo(visit_id: int, picture: ContentFile, key: UUID) -> ReportPhoto:
    visit = Visit.objects.select_for_update().get(pk=visit_id)
    if known := visit.photos.filter(key=key).first():
        return known
    _check_is_reportable(visit)
    if visit.photos.count() >= MOST_PHOTOS:
        raise TooManyPhotos("a report holds no more photos")
    return ReportPhoto.objects.create(visit=visit, key=key, file=picture)


def _reportable(visit_id: int) -> Visit:
    visit = Visit.objects.select_for_update().get(pk=visit_id)
    _check_is_reportable(visit)
    return visit


def _check_is_reportable(visit: Visit) -> None:
    if visit.state != Visit.State.PLANNED:
        raise AlreadyReported("this visit is closed, or has no time yet")


def _write(report: ServiceReport, told: DeviceStory) -> None:
    device = ReportDevice.objects.create(
        report=report,
        seen=VisitDevice.objects.get(pk=told.seen_id, visit=report.visit_id),
        checklist_id=told.checklist_id,
        outcome=told.outcome,
        note=told.note,
    )
    VisitDevice.objects.filter(pk=told.seen_id).update(state=told.outcome)
    ReportAnswer.objects.bulk_create(
        ReportAnswer(device=device, item_id=one.item_id, answer=one.answer, measured_e3=one.measured_e3)
        for one in told.answers
    )
    ReportPart.objects.bulk_create(
        ReportPart(
            device=device,
            variant_id=one.variant_id,
            description=one.description,
            quantity=one.quantity,
            unit_price_e4=one.unit_price_e4,
        )
        for one in told.parts
    )


def _close(visit: Visit, story: Story, *, by: UUID | None) -> None:
    """The visit is done, wholly or in part, and what follows from it follows."""
    VisitDevice.objects.filter(visit=visit, state=VisitDevice.State.TO_DO).update(
        state=VisitDevice.State.CARRIED
    )
    left = list(
        visit.devices.filter(state=VisitDevice.State.CARRIED, device__isnull=False)
        .values_list("device_id", flat=True)
        .order_by("pk")
    )
    states.move(visit, Visit.State.PARTLY_DONE if left else Visit.State.DONE, by=by)
    Visit.objects.filter(pk=visit.pk).update(closed_at=clock.now())
    visit.refresh_from_db()
    if left:
        carry(visit, left, by=by)
    follow_visit(visit)
