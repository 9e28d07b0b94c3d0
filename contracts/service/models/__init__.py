"""The tables of the service room."""

from contracts.service.models.faults import Fault, FaultMessage, FaultPhoto, FaultQuerySet
from contracts.service.models.loans import Loan, LoanDevice
from contracts.service.models.patient_data import PatientDataRemoval
from contracts.service.models.repairs import RepairLine, RepairQuote
from contracts.service.models.returns import Decontamination, ReturnLabel
from contracts.service.models.suppliers import HandOver, RepairDesk
from contracts.service.models.visits import Visit, VisitDevice, VisitQuerySet

__all__ = [
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
    "ReturnLabel",
    "Visit",
    "VisitDevice",
    "VisitQuerySet",
]
