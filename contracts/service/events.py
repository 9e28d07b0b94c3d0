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
