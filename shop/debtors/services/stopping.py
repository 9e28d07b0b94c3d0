"""What makes us keep quiet: a dispute over an invoice, a pause for a practice."""

from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db import transaction

from accounts.models import Practice
from d4d.foundation import clock, states
from shop.debtors.models import Dispute, Pause, Stop
from shop.debtors.services.recalling import recall_invoice
from shop.invoicing.models import Invoice

AnyStop = TypeVar("AnyStop", bound=Stop)


class NothingToStop(Exception):
    """This invoice is paid, or is disputed already; this practice is paused already."""


@transaction.atomic
def dispute(invoice_id: int, *, reason: str, by: UUID | None) -> Dispute:
    """An invoice is contested: no reminder, no collection; the agency gives it back. Raises NothingToStop."""
    invoice = Invoice.objects.select_for_update(of=("self",)).get(pk=invoice_id)
    if invoice.closed_on or invoice.is_credit_note or invoice.disputes.filter(state=Stop.State.OPEN).exists():
        raise NothingToStop(invoice.number)
    row = Dispute.objects.create(invoice=invoice, reason=reason, began_on=clock.today())
    states.begin(row, row.state, by=by)
    recall_invoice(invoice.pk, reason="disputed", by=by)
    return row


@transaction.atomic
def end_dispute(dispute_id: int, *, outcome: str, by: UUID | None) -> Dispute:
    """The dispute is settled; what is still open then is reminded of again, with a pause before."""
    return _end(Dispute.objects.select_for_update(of=("self",)).get(pk=dispute_id), outcome, by)


@transaction.atomic
def pause(practice_id: int, *, reason: str, until: date | None, by: UUID | None) -> Pause:
    """A practice hears nothing of what is overdue, until a day or until this is ended.

    Raises NothingToStop when it is paused already.
    """
    practice = Practice.objects.select_for_update(no_key=True, of=("self",)).get(pk=practice_id)
    _end_what_is_over(practice)
    if practice.pauses.filter(state=Stop.State.OPEN).exists():
        raise NothingToStop(practice.number)
    row = Pause.objects.create(practice=practice, reason=reason, began_on=clock.today(), until_on=until)
    states.begin(row, row.state, by=by)
    return row


@transaction.atomic
def resume(practice_id: int, *, reason: str, by: UUID | None) -> None:
    """A practice is reminded again of what is overdue."""
    running = Pause.objects.select_for_update(of=("self",)).filter(practice=practice_id)
    for row in running.filter(state=Stop.State.OPEN):
        _end(row, reason, by)


def _end_what_is_over(practice: Practice) -> None:
    for row in practice.pauses.filter(state=Stop.State.OPEN):
        if row.is_over(clock.today()):
            _end(row, "its last day has passed", None)


def _end(row: AnyStop, reason: str, by: UUID | None) -> AnyStop:
    if states.move(row, Stop.State.ENDED, by=by, reason=reason):
        row.ended_on = clock.today()
        row.save(update_fields=["ended_on"])
    return row
