"""Data of a patient goes at once from a fault, a report or a question, by the same act at the desk."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from contracts.service.forms.patient_data import PatientDataForm
from contracts.service.models import Case, Fault, PatientDataRemoval, ServiceReport, Visit
from contracts.service.services import patient_data
from privacy.acts import Act


def holder_of(row: Any) -> Fault | ServiceReport | Case | None:
    """What a row of the desk lets one remove from: of a visit that is its report, once there is one."""
    held: Fault | ServiceReport | Case | None = (
        getattr(row, "report", None) if isinstance(row, Visit) else row
    )
    return held


def _remove(row: Any, answers: dict[str, Any], by: UUID) -> None:
    kind, _dash, row_id = answers["what"].partition("-")
    held = holder_of(row)
    assert held is not None, "the act is there for something that can hold such data only"
    patient_data.remove(held, kind, int(row_id), role=PatientDataRemoval.Role.STAFF, by=by)


def _has_something(row: Any) -> bool:
    held = holder_of(row)
    return held is not None and any(patient_data.removable(held))


ACT = Act(
    "patient-data",
    _("Remove data of a patient"),
    PatientDataForm,
    _remove,
    _has_something,
    _("It is gone at once and for good, and a data breach is opened to be looked into."),
    is_grave=True,
    asks_about=holder_of,
)
