"""Data of a patient in a file or a text goes at once, and somebody looks whether it was a breach.

One way for whatever people write in or send to us: what can hold such data stands in `PLACES`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from contracts.devices.services import dossiers
from contracts.service.events import PatientDataRemoved
from contracts.service.models import (
    Case,
    CaseAttachment,
    CaseMessage,
    CaseNote,
    Fault,
    FaultMessage,
    FaultPhoto,
    PatientDataRemoval,
    ReportDevice,
    ReportPhoto,
    ReportSheet,
    ServiceReport,
)
from d4d.foundation import clock, outbox, photos
from d4d.foundation.triggers import purging
from privacy import breaches
from privacy.models import Breach

Kind = PatientDataRemoval.Kind
Role = PatientDataRemoval.Role
Holder = Fault | ServiceReport | Case
EVERYBODY, NOBODY = Q(), Q(pk__in=[])


@dataclass(frozen=True, slots=True)
class Place:
    """A column that can hold data of a patient, and the way from its row to what it is part of.

    `seen` are the rows that a practice sees too. A file goes with its row, a text is made empty.
    """

    model: type[models.Model]
    path: str
    column: str
    seen: Q = EVERYBODY

    @property
    def is_file(self) -> bool:
        """Whether it is a photo or an attachment."""
        return isinstance(self.model._meta.get_field(self.column), models.FileField)


PLACES: dict[type[models.Model], dict[str, Place]] = {
    Fault: {
        Kind.DESCRIPTION: Place(Fault, "pk", "description"),
        Kind.SOLUTION: Place(Fault, "pk", "solution"),
        Kind.PHOTO: Place(FaultPhoto, "fault", "file"),
        Kind.MESSAGE: Place(FaultMessage, "fault", "text", ~Q(kind=FaultMessage.Kind.NOTE)),
    },
    ServiceReport: {
        Kind.REMARKS: Place(ServiceReport, "pk", "remarks"),
        Kind.NOTE: Place(ReportDevice, "report", "note"),
        Kind.PHOTO: Place(ReportPhoto, "visit__report", "file"),
    },
    Case: {
        Kind.SUBJECT: Place(Case, "pk", "about"),
        Kind.MESSAGE: Place(CaseMessage, "case", "text"),
        Kind.ATTACHMENT: Place(CaseAttachment, "message__case", "file"),
        Kind.NOTE: Place(CaseNote, "case", "text", NOBODY),
    },
}


def removable(holder: Holder) -> Iterator[tuple[str, int]]:
    """Each text and file of something that can be removed: its kind, and which of them."""
    for kind, place in PLACES[type(holder)].items():
        for pk in _filled(place, holder).order_by("pk").values_list("pk", flat=True):
            yield kind, pk


def removed_from(holder: Holder) -> list[tuple[str, int | None]]:
    """What was removed from something, oldest first: its kind, and which of them."""
    traces = PatientDataRemoval.objects.filter(about=_about(holder)).order_by("pk")
    return list(traces.values_list("kind", "row"))


def texts_removed_from(case: Case, said: Iterable[CaseMessage]) -> set[int | None]:
    """The messages of a question of which the text was removed; asks nothing where all have one."""
    if all(one.text for one in said):
        return set()
    return {row for kind, row in removed_from(case) if kind == Kind.MESSAGE}


def remove(holder: Holder, kind: str, row_id: int | None = None, *, role: str, by: UUID) -> bool:
    """A text or file holds data of a patient: it is gone at once; False when there was nothing.

    A practice reaches nothing that only our desk sees.
    """
    place = PLACES[type(holder)].get(kind)
    if place is None:
        return False
    with purging():
        held = type(holder)._base_manager.select_for_update().get(pk=holder.pk)
        rows = _filled(place, held).filter(pk=held.pk if place.path == "pk" else row_id or 0)
        row = rows.filter(place.seen if role == Role.PRACTICE else EVERYBODY).first()
        if row is None:
            return False
        _empty(place, row)
        _trace(held, kind, row.pk, role, by)
        if isinstance(held, ServiceReport):
            _take_papers_back(held)
    return True


def _filled(place: Place, holder: Holder) -> "models.QuerySet[models.Model]":
    rows = place.model._base_manager.filter(**{place.path: holder.pk})
    return rows.exclude(**{place.column: ""})


def _empty(place: Place, row: models.Model) -> None:
    if place.is_file:
        photos.remove([getattr(row, place.column)])
        row.delete()
    else:
        place.model._base_manager.filter(pk=row.pk).update(**{place.column: ""})


def _take_papers_back(report: ServiceReport) -> None:
    """What was printed of a report is gone too; it is pressed anew and says what is missing."""
    dossiers.withdraw(report.visit.practice_id)
    sheet = ReportSheet.objects.filter(report=report).first()
    if sheet:
        photos.remove([sheet.file])
        sheet.delete()
        outbox.publish(PatientDataRemoved(report_id=report.pk))


def _about(holder: Holder) -> str:
    return f"visit-{holder.visit_id}" if isinstance(holder, ServiceReport) else str(holder.number)


def _trace(holder: Holder, kind: str, row_id: int, role: str, by: UUID) -> None:
    about = _about(holder)
    known = PatientDataRemoval.objects.filter(about=about, breach__state=Breach.State.OPEN).first()
    if known:
        breach = known.breach
        breaches.write(breach, "recorded", by=by, note=_("More data of a patient was removed."))
    else:
        title = _("Data of a patient in %(what)s") % {"what": holder}
        breach = breaches.record(title, aware_at=clock.now(), by=by)
    PatientDataRemoval.objects.create(kind=kind, about=about, row=row_id, role=role, actor=by, breach=breach)
