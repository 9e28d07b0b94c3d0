"""A fault is reported: by the practice in four steps, or by us while they are on the telephone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.db import transaction

from contracts.agreements import coverage
from contracts.devices.models import Device
from contracts.service import hours
from contracts.service.events import FaultReported
from contracts.service.models import Fault, FaultPhoto
from contracts.service.services.fault_moves import lock
from d4d.foundation import clock, numbering, outbox, photos, states

MOST_PHOTOS = 4


class CannotBeReported(Exception):
    """A fault cannot be sent yet; nothing has changed."""


class NotComplete(CannotBeReported):
    """What is wrong, or how urgent it is, was not filled in."""


class DeviceIsGone(CannotBeReported):
    """The device is out of use or stands with another practice."""


class AlreadyOpen(CannotBeReported):
    """The device has an open fault; `fault` is that one."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.number)
        self.fault = fault


class AlreadySent(CannotBeReported):
    """A draft was sent meanwhile, so that nothing can be written in it; `fault` is what became of it."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.number)
        self.fault = fault


class TooManyPhotos(CannotBeReported):
    """More photos than one fault takes."""


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody says is wrong."""

    problem: str
    description: str
    urgency: str
    is_second: bool = False


def open_fault_of(device: Device) -> Fault | None:
    """The fault of a device that is being handled now."""
    return Fault.objects.open().filter(device=device, practice=device.practice_id).order_by("-pk").first()


@transaction.atomic
def begin(device: Device, *, by: UUID, is_second: bool = False) -> Fault:
    """Start to write down a fault of a device; who began before goes on where they were."""
    mine = Fault.objects.filter(
        state=Fault.State.DRAFT, device=device, practice=device.practice_id, reported_by=by
    )
    draft = mine.order_by("-pk").first()
    if draft is None:
        draft = Fault.objects.create(practice_id=device.practice_id, device=device, reported_by=by)
        states.begin(draft, draft.state, by=by)
    draft.is_second = is_second
    draft.save(update_fields=["is_second"])
    return draft


@transaction.atomic
def write(fault_id: int, **answers: str) -> Fault:
    """Keep what was filled in so far (`problem`, `description`, `urgency`) of a draft. Raises AlreadySent."""
    draft = _draft(fault_id)
    for name, answer in answers.items():
        setattr(draft, name, answer)
    draft.save(update_fields=list(answers))
    return draft


def add_photos(fault_id: int, uploads: Iterable[File]) -> None:
    """Put photos with a draft, drawn anew. Raises AlreadySent or TooManyPhotos."""
    _keep(fault_id, [photos.redrawn(upload) for upload in uploads])  # it takes seconds


@transaction.atomic
def take_photo_off(fault_id: int, photo_id: int) -> None:
    """Leave a photo out of a draft; its file goes at once. Raises AlreadySent."""
    photo = FaultPhoto.objects.filter(fault=_draft(fault_id), pk=photo_id).first()
    if photo:
        photos.remove([photo.file])
        photo.delete()


@transaction.atomic
def send(fault_id: int, *, by: UUID | None) -> Fault:
    """The report is in: it has a number, our promise, and what its device is covered for.

    Sent twice it is one report. Raises NotComplete, DeviceIsGone or AlreadyOpen.
    """
    fault = lock(fault_id)
    if fault.state != Fault.State.DRAFT:
        return fault
    _refuse_what_is_not_ready(fault)
    now = clock.now()
    covered = coverage.of(fault.device, clock.local(now).date())
    fault.coverage, fault.contract = covered.kind, covered.contract
    fault.covers_labour, fault.covers_parts, fault.covers_loan = covered.labour, covered.parts, covered.loan
    fault.response_hours = covered.response_hours
    fault.reported_at, fault.due_at = now, hours.due_at(now, covered.response_hours)
    fault.number = _number()
    fault.save()
    states.move(fault, Fault.State.REPORTED, by=by)
    outbox.publish(FaultReported(fault_id=fault.pk))
    return fault


@transaction.atomic
def by_telephone(device: Device, told: Told, *, by: UUID) -> Fault:
    """We write down what a practice tells us by telephone. Raises what `send` raises."""
    draft = Fault.objects.create(
        practice_id=device.practice_id,
        device=device,
        problem=told.problem,
        description=told.description,
        urgency=told.urgency,
        is_second=told.is_second,
        origin=Fault.Origin.PHONE,
        owner=by,
    )
    states.begin(draft, draft.state, by=by)
    return send(draft.pk, by=by)


def forget_drafts() -> int:
    """What nobody sent goes after some days, photos first; says how many."""
    before = clock.now() - timedelta(days=settings.FAULT_DRAFT_DAYS)
    drafts = Fault.objects.filter(state=Fault.State.DRAFT, created_at__lt=before)
    photos.remove([photo.file for photo in FaultPhoto.objects.filter(fault__in=drafts)])
    _rows, by_table = drafts.delete()
    return by_table.get("service.Fault", 0)


@transaction.atomic
def _keep(fault_id: int, redrawn: Sequence[ContentFile]) -> None:
    draft = _draft(fault_id)
    if draft.photos.count() + len(redrawn) > MOST_PHOTOS:
        raise TooManyPhotos
    for picture in redrawn:
        FaultPhoto.objects.create(fault=draft, file=picture)


def _draft(fault_id: int) -> Fault:
    fault = lock(fault_id)
    if fault.state != Fault.State.DRAFT:
        raise AlreadySent(fault)
    return fault


def _refuse_what_is_not_ready(fault: Fault) -> None:
    device = Device.objects.select_for_update().filter(pk=fault.device_id or 0).first()
    if not (fault.problem and fault.description.strip() and fault.urgency):
        raise NotComplete
    if device is None or device.state != Device.State.IN_USE or device.practice_id != fault.practice_id:
        raise DeviceIsGone
    if not fault.is_second and (known := open_fault_of(device)):
        raise AlreadyOpen(known)


def _number() -> str:
    year = clock.today().year
    return f"S{year}-{numbering.draw(f'fault:{year}'):05}"
