"""What this room listens to."""

from datetime import date

from d4d.foundation import outbox
from shop.debtors import mails, services
from shop.debtors.events import (
    CollectionDecided,
    CollectionRecalled,
    CreditDecided,
    ReminderDecided,
    StatementAsked,
    StatementDue,
)
from shop.invoicing.events import InvoiceClosed


def send_the_reminder(event: ReminderDecided) -> None:
    """A letter that was decided goes out, if it is still due."""
    mails.remind(event.reminder_id)


def send_the_dossier(event: CollectionDecided) -> None:
    """The agency gets what somebody decided that it gets."""
    mails.tell_agency(event.case_id)


def tell_the_practice_of_the_agency(event: CollectionDecided) -> None:
    """Nobody finds an agency at the door unannounced."""
    mails.tell_of_collection(event.case_id)


def call_back_what_is_paid(event: InvoiceClosed) -> None:
    """What is paid is not collected."""
    services.recall_invoice(event.invoice_id, reason="paid")


def contest_no_longer_what_is_over(event: InvoiceClosed) -> None:
    """A dispute ends with what it was about."""
    services.end_disputes_of(event.invoice_id)


def tell_the_agency_to_stop(event: CollectionRecalled) -> None:
    """The agency forgets what is not to be collected any more."""
    mails.tell_agency_of_recall(event.line_id)


def tell_the_practice_that_it_is_over(event: CollectionRecalled) -> None:
    """The practice hears it too."""
    mails.tell_of_recall(event.line_id)


def tell_the_practice_of_its_credit(event: CreditDecided) -> None:
    """What was decided about credit is told with its reason."""
    mails.tell_of_credit(event.proposal_id, event.turn)


def send_the_statement(event: StatementDue) -> None:
    """A practice gets its list of the month."""
    mails.send_statement(event.wish_id, date.fromisoformat(f"{event.month}-01"))


def send_the_statement_that_was_asked(event: StatementAsked) -> None:
    """Whoever asked for it does not wait for the first of the month."""
    mails.send_asked_statement(event.practice_id, event.asked_at)


outbox.subscribe(ReminderDecided, send_the_reminder, queue="mail")
outbox.subscribe(CollectionDecided, send_the_dossier, queue="mail")
outbox.subscribe(CollectionDecided, tell_the_practice_of_the_agency, queue="mail")
outbox.subscribe(InvoiceClosed, call_back_what_is_paid)
outbox.subscribe(InvoiceClosed, contest_no_longer_what_is_over)
outbox.subscribe(CollectionRecalled, tell_the_agency_to_stop, queue="mail")
outbox.subscribe(CollectionRecalled, tell_the_practice_that_it_is_over, queue="mail")
outbox.subscribe(CreditDecided, tell_the_practice_of_its_credit, queue="mail")
outbox.subscribe(StatementAsked, send_the_statement_that_was_asked, queue="pdf")
outbox.subscribe(StatementDue, send_the_statement, queue="pdf")
