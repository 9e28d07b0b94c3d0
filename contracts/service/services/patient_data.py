"""Data of a patient in a photo or a text goes at once, and somebody looks whether it was a breach."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from contracts.service import photos
from contracts.service.models import Fault, FaultMessage, FaultPhoto, PatientDataRemoval
from contracts.service.services.fault_moves import lock
from d4d.foundation import clock
from privacy import breaches
from privacy.models import Breach

Kind = PatientDataRemoval.Kind
Role = PatientDataRemoval.Role


@transaction.atomic
def remove_photo(fault_id: int, photo_id: int, *, role: str, by: UUID) -> bool:
    """A photo shows data of a patient: the file is gone at once; False when it was gone before."""
    fault = lock(fault_id)
    photo = FaultPhoto.objects.filter(fault=fault, pk=photo_id).first()
    if photo is None:
        return False
    photos.remove([photo.file])
    photo.delete()
    _trace(fault, Kind.PHOTO, role, by)
    return True


@transaction.atomic
def remove_words(fault_id: int, kind: str, message_id: int | None = None, *, role: str, by: UUID) -> bool:
    """A text holds data of a patient: it is made empty; False when there was nothing.

    A practice reaches no note of the desk.
    """
    fault = lock(fault_id)
    if kind == Kind.MESSAGE:
        messages = FaultMessage.objects.filter(fault=fault, pk=message_id or 0).exclude(text="")
        if role == Role.PRACTICE:
            messages = messages.exclude(kind=FaultMessage.Kind.NOTE)
        was_there = bool(messages.update(text=""))
    else:
        column = {Kind.DESCRIPTION: "description", Kind.SOLUTION: "solution"}[Kind(kind)]
        was_there = bool(getattr(fault, column))
        setattr(fault, column, "")
        fault.save(update_fields=[column])
    if was_there:
        _trace(fault, kind, role, by)
    return was_there


def _trace(fault: Fault, kind: str, role: str, by: UUID) -> None:
    about = str(fault)
    known = PatientDataRemoval.objects.filter(about=about, breach__state=Breach.State.OPEN).first()
    if known:
        breach = known.breach
        breaches.write(breach, "recorded", by=by, note=_("More data of a patient was removed."))
    else:
        title = _("Data of a patient in fault %(number)s") % {"number": about}
        breach = breaches.record(title, aware_at=clock.now(), by=by)
    PatientDataRemoval.objects.create(kind=kind, about=about, role=role, actor=by, breach=breach)
