"""The tables of the service room."""

from contracts.service.models.cases import (
    AnswerTemplate,
    Case,
    CaseAttachment,
    CaseMessage,
    CaseNote,
    CaseQuerySet,
)
from contracts.service.models.checklists import Checklist, ChecklistItem, ChecklistQuerySet
from contracts.service.models.fault_messages import FaultMessage
from contracts.service.models.faults import Fault, FaultPhoto, FaultQuerySet
from contracts.service.models.loans import Loan, LoanDevice
from contracts.service.models.patient_data import PatientDataRemoval
from contracts.service.models.repairs import RepairLine, RepairQuote
from contracts.service.models.reports import (
    ReportAnswer,
    ReportDevice,
    ReportDraft,
    ReportPart,
    ReportPhoto,
    ReportQuerySet,
    ReportSheet,
    ServiceReport,
)
from contracts.service.models.returns import Decontamination, ReturnLabel
from contracts.service.models.suppliers import HandOver, RepairDesk
from contracts.service.models.visits import Slot, Visit, VisitDevice, VisitQuerySet

__all__ = [
    "AnswerTemplate",
    "Case",
    "CaseAttachment",
    "CaseMessage",
    "CaseNote",
    "CaseQuerySet",
    "Checklist",
    "ChecklistItem",
    "ChecklistQuerySet",
    "Decontamination",
    "Fault",
    "FaultMessage",
    "FaultPhoto",
    "FaultQuerySet",
    "HandOver",
    "Loan",
    "LoanDevice",
    "PatientDataRemoval",
    "RepairDesk",
    "RepairLine",
    "RepairQuote",
    "ReportAnswer",
    "ReportDevice",
    "ReportDraft",
    "ReportPart",
    "ReportPhoto",
    "ReportQuerySet",
    "ReportSheet",
    "ReturnLabel",
    "ServiceReport",
    "Slot",
    "Visit",
    "VisitDevice",
    "VisitQuerySet",
]
