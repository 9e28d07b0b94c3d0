"""What the service desk listens to."""

from contracts.service import mails, services
from contracts.service.events import (
    ReportFinished,
    ReportPrinted,
    SlotsOffered,
    VisitCancelled,
    VisitDrawsNear,
    VisitPlanned,
    VisitUnplanned,
)
from d4d.foundation import outbox


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


def bill_the_report(event: ReportFinished) -> None:
    """Work and parts that nothing covers are invoiced."""
    services.bill_report(event.report_id)


def bring_the_report(event: ReportPrinted) -> None:
    """The practice gets the report."""
    mails.report_ready(event.report_id)


outbox.subscribe(SlotsOffered, ask_to_choose, queue="mail")
outbox.subscribe(VisitPlanned, confirm_the_time, queue="mail")
outbox.subscribe(VisitUnplanned, confirm_that_it_was_given_back, queue="mail")
outbox.subscribe(VisitDrawsNear, remind_the_practice, queue="mail")
outbox.subscribe(VisitCancelled, tell_that_it_is_cancelled, queue="mail")
outbox.subscribe(ReportFinished, print_the_report, queue="pdf")
outbox.subscribe(ReportFinished, bill_the_report)
outbox.subscribe(ReportPrinted, bring_the_report, queue="mail")
