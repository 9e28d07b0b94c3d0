"""What happens at the service desk."""

from dataclasses import dataclass

from d4d.foundation.outbox import Event


@dataclass(frozen=True, slots=True)
class SlotsOffered(Event):
    """A practice may choose a time for a visit; each offer has a number of its own."""

    topic = "service.slots-offered"
    visit_id: int
    sequence: int


@dataclass(frozen=True, slots=True)
class VisitPlanned(Event):
    """A visit has a time; when it is moved it gets another, and another number."""

    topic = "service.visit-planned"
    visit_id: int
    sequence: int


@dataclass(frozen=True, slots=True)
class VisitUnplanned(Event):
    """The time of a visit was given back, and nobody knows the new one yet."""

    topic = "service.visit-unplanned"
    visit_id: int
    sequence: int


@dataclass(frozen=True, slots=True)
class VisitDrawsNear(Event):
    """In a few days we come by."""

    topic = "service.visit-draws-near"
    visit_id: int
    sequence: int


@dataclass(frozen=True, slots=True)
class VisitCancelled(Event):
    """A visit of which the practice knew a time will not be made."""

    topic = "service.visit-cancelled"
    visit_id: int
    sequence: int


@dataclass(frozen=True, slots=True)
class ReportFinished(Event):
    """The engineer has signed off a visit."""

    topic = "service.report-finished"
    report_id: int


@dataclass(frozen=True, slots=True)
class ReportPrinted(Event):
    """The sheet of a report lies in the dossier."""

    topic = "service.report-printed"
    report_id: int


@dataclass(frozen=True, slots=True)
class PatientDataRemoved(Event):
    """Data of a patient went out of a report that was printed: its sheet is pressed anew."""

    topic = "service.patient-data-removed"
    report_id: int


@dataclass(frozen=True, slots=True)
class FaultReported(Event):
    """A practice told us of a fault, or we wrote it down for them."""

    topic = "service.fault-reported"
    fault_id: int


@dataclass(frozen=True, slots=True)
class FaultMoved(Event):
    """A fault went to another state; `step_id` says in which step."""

    topic = "service.fault-moved"
    fault_id: int
    step_id: int


@dataclass(frozen=True, slots=True)
class FaultAnswered(Event):
    """We wrote something about a fault that the practice must read."""

    topic = "service.fault-answered"
    message_id: int


@dataclass(frozen=True, slots=True)
class RepairQuoteSent(Event):
    """A practice must know what a repair will cost."""

    topic = "service.repair-quote-sent"
    quote_id: int


@dataclass(frozen=True, slots=True)
class RepairQuotePrinted(Event):
    """The paper of a quote lies ready."""

    topic = "service.repair-quote-printed"
    quote_id: int


@dataclass(frozen=True, slots=True)
class DeviceDeclaredClean(Event):
    """A practice declared that a device is clean, so that it may travel to us."""

    topic = "service.device-declared-clean"
    declaration_id: int


@dataclass(frozen=True, slots=True)
class ReturnLabelMade(Event):
    """A practice can send its device."""

    topic = "service.return-label-made"
    label_id: int


@dataclass(frozen=True, slots=True)
class DeviceLent(Event):
    """A practice gets a device of ours for a while."""

    topic = "service.device-lent"
    loan_id: int


@dataclass(frozen=True, slots=True)
class SupplierAsked(Event):
    """A supplier is to help with a fault."""

    topic = "service.supplier-asked"
    hand_over_id: int


@dataclass(frozen=True, slots=True)
class CaseOpened(Event):
    """A customer asks us something: they hear that we have it."""

    topic = "service.case-opened"
    case_id: int


@dataclass(frozen=True, slots=True)
class CaseAnswered(Event):
    """We answered a customer: the answer is mailed."""

    topic = "service.case-answered"
    message_id: int


@dataclass(frozen=True, slots=True)
class CaseSolved(Event):
    """We solved what a customer asked."""

    topic = "service.case-solved"
    case_id: int
