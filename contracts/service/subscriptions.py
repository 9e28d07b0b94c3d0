"""What the service desk listens to."""

from contracts.agreements.events import ContractActivated, ContractChanged, ContractEnded
from contracts.devices.events import DeviceTakenOver
from contracts.service import case_mails, fault_mails, mails, papers, services
from contracts.service.events import (
    CaseAnswered,
    CaseOpened,
    CaseSolved,
    DeviceDeclaredClean,
    DeviceLent,
    FaultAnswered,
    FaultMoved,
    FaultReported,
    PatientDataRemoved,
    RepairQuotePrinted,
    RepairQuoteSent,
    ReportFinished,
    ReportPrinted,
    ReturnLabelMade,
    SlotsOffered,
    SupplierAsked,
    VisitCancelled,
    VisitDrawsNear,
    VisitPlanned,
    VisitUnplanned,
)
from contracts.service.services import handing_over, opinions
from d4d.foundation import outbox


def plan_its_visits(event: ContractActivated) -> None:
    """A new contract gets its first visits."""
    services.follow_contract(event.contract_id)


def bring_its_visits_in_line(event: ContractChanged) -> None:
    """Visits are about the devices, days and practice of the contract as it is now."""
    services.follow_contract(event.contract_id)


def call_its_visits_off(event: ContractEnded) -> None:
    """Nobody comes after the last day of a contract."""
    services.follow_contract(event.contract_id)


def bring_the_visits_of_a_device_in_line(event: DeviceTakenOver) -> None:
    """A device that stands elsewhere now is seen there."""
    services.follow_device(event.device_id)


def ask_to_choose(event: SlotsOffered) -> None:
    """The practice chooses a time."""
    mails.times_offered(event.visit_id, event.sequence)


def confirm_the_time(event: VisitPlanned) -> None:
    """The practice knows when we come, also when that was moved."""
    mails.visit_planned(event.visit_id, event.sequence)


def confirm_that_it_was_given_back(event: VisitUnplanned) -> None:
    """The practice knows that we do not come then."""
    mails.visit_unplanned(event.visit_id, event.sequence)


def remind_the_practice(event: VisitDrawsNear) -> None:
    """The practice is told a few days ahead."""
    mails.visit_draws_near(event.visit_id, event.sequence)


def tell_that_it_is_cancelled(event: VisitCancelled) -> None:
    """The practice hears that we do not come."""
    mails.visit_cancelled(event.visit_id, event.sequence)


def print_the_report(event: ReportFinished) -> None:
    """A finished report is printed for the dossier."""
    services.print_sheet(event.report_id)


def press_the_report_anew(event: PatientDataRemoved) -> None:
    """The sheet of a report says what was removed, and no longer what that was."""
    services.print_sheet(event.report_id, is_anew=True)


def bill_the_report(event: ReportFinished) -> None:
    """Work and parts that nothing covers are invoiced."""
    services.bill_report(event.report_id)


def bring_the_report(event: ReportPrinted) -> None:
    """The practice gets the report."""
    mails.report_ready(event.report_id)


def confirm_the_report(event: FaultReported) -> None:
    """The practice hears that we know of its fault, and before when we look at it."""
    fault_mails.reported(event.fault_id)


def tell_how_far_the_fault_is(event: FaultMoved) -> None:
    """The practice hears of each step that concerns it."""
    fault_mails.moved(event.fault_id, event.step_id)


def tell_of_a_message(event: FaultAnswered) -> None:
    """The practice hears that we wrote."""
    fault_mails.answered(event.message_id)


def print_the_quote(event: RepairQuoteSent) -> None:
    """A quote gets its paper."""
    papers.print_quote(event.quote_id)


def bring_the_quote(event: RepairQuotePrinted) -> None:
    """The practice gets the quote."""
    fault_mails.quote(event.quote_id)


def print_the_declaration(event: DeviceDeclaredClean) -> None:
    """A declaration gets its paper, for in the box."""
    papers.print_declaration(event.declaration_id)


def tell_of_the_label(event: ReturnLabelMade) -> None:
    """The practice hears how its device travels to us."""
    fault_mails.label(event.label_id)


def tell_of_the_loan(event: DeviceLent) -> None:
    """The practice hears which device of ours comes."""
    fault_mails.lent(event.loan_id)


def tell_the_supplier(event: SupplierAsked) -> None:
    """A supplier is asked to help, and learns no more than it needs."""
    handing_over.tell(event.hand_over_id, fault_mails.to_supplier)


def confirm_the_question(event: CaseOpened) -> None:
    """Who asked hears that we have it, and when they hear more."""
    case_mails.received(event.case_id)


def mail_the_answer(event: CaseAnswered) -> None:
    """Who asked reads our answer."""
    case_mails.answered(event.message_id)


def ask_how_it_was_solved(event: CaseSolved) -> None:
    """Who asked may be asked some days later how they were helped."""
    opinions.ask_for_an_opinion(event.case_id)


outbox.subscribe(CaseSolved, ask_how_it_was_solved)
outbox.subscribe(ContractActivated, plan_its_visits)
outbox.subscribe(ContractChanged, bring_its_visits_in_line)
outbox.subscribe(ContractEnded, call_its_visits_off)
outbox.subscribe(DeviceTakenOver, bring_the_visits_of_a_device_in_line)
outbox.subscribe(SlotsOffered, ask_to_choose, queue="mail")
outbox.subscribe(VisitPlanned, confirm_the_time, queue="mail")
outbox.subscribe(VisitUnplanned, confirm_that_it_was_given_back, queue="mail")
outbox.subscribe(VisitDrawsNear, remind_the_practice, queue="mail")
outbox.subscribe(VisitCancelled, tell_that_it_is_cancelled, queue="mail")
outbox.subscribe(ReportFinished, print_the_report, queue="pdf")
outbox.subscribe(PatientDataRemoved, press_the_report_anew, queue="pdf")
outbox.subscribe(ReportFinished, bill_the_report)
outbox.subscribe(ReportPrinted, bring_the_report, queue="mail")
outbox.subscribe(FaultReported, confirm_the_report, queue="mail")
outbox.subscribe(FaultMoved, tell_how_far_the_fault_is, queue="mail")
outbox.subscribe(FaultAnswered, tell_of_a_message, queue="mail")
outbox.subscribe(RepairQuoteSent, print_the_quote, queue="pdf")
outbox.subscribe(RepairQuotePrinted, bring_the_quote, queue="mail")
outbox.subscribe(DeviceDeclaredClean, print_the_declaration, queue="pdf")
outbox.subscribe(ReturnLabelMade, tell_of_the_label, queue="mail")
outbox.subscribe(DeviceLent, tell_of_the_loan, queue="mail")
outbox.subscribe(SupplierAsked, tell_the_supplier, queue="mail")
outbox.subscribe(CaseOpened, confirm_the_question, queue="mail")
outbox.subscribe(CaseAnswered, mail_the_answer, queue="mail")
