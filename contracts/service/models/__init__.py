"""The tables of the service room."""

from contracts.service.models.checklists import Checklist, ChecklistItem, ChecklistQuerySet
from contracts.service.models.reports import (
    ReportAnswer,
    ReportDevice,
    ReportDraft,
    ReportPart,
    ReportPhoto,
    ReportQuerySet,
    ServiceReport,
)
from contracts.service.models.visits import Slot, Visit, VisitDevice, VisitQuerySet

__all__ = [
    "Checklist",
    "ChecklistItem",
    "ChecklistQuerySet",
    "ReportAnswer",
    "ReportDevice",
    "ReportDraft",
    "ReportPart",
    "ReportPhoto",
    "ReportQuerySet",
    "ServiceReport",
    "Slot",
    "Visit",
    "VisitDevice",
    "VisitQuerySet",
]
