"""What makes us keep quiet: a dispute over an invoice, a pause for a practice."""

from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

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
    row = Dispute.objects.select_for_update(of=("self",)).get(pk=dispute_id)
    return _end(row, clock.today(), outcome, by)


@transaction.atomic
def end_disputes_of(invoice_id: int) -> None:
    """Nothing of an invoice is open any more: there is nothing left to contest."""
    open_ones = Dispute.objects.select_for_update(of=("self",)).filter(state=Stop.State.OPEN)
    for row in open_ones.filter(invoice=invoice_id).exclude(invoice__closed_on=None):
        _end(row, clock.today(), "nothing is open any more")


@transaction.atomic
def pause(practice_id: int, *, reason: str, until: date | None, by: UUID | None) -> Pause:
    """A practice hears nothing of what is overdue, until a day or until this is ended.

    Raises NothingToStop when it is paused already.
    """
    practice = Practice.objects.select_for_update(no_key=True, of=("self",)).get(pk=practice_id)
    _end_what_is_over(practice.pk)
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
        _end(row, clock.today(), reason, by)


def end_pauses() -> int:
    """End every pause whose last day has passed, so that its keeping begins; says how many."""
    return sum(_end_what_is_over(practice_id) for practice_id in _over().values_list("practice", flat=True))


@transaction.atomic
def _end_what_is_over(practice_id: int) -> int:
    rows = _over().filter(practice=practice_id).select_for_update(of=("self",))
    return len([_end(row, row.until_on or clock.today(), "its last day has passed") for row in rows])


def _over() -> QuerySet[Pause]:
    return Pause.objects.filter(state=Stop.State.OPEN, until_on__lt=clock.today())


def _end(row: AnyStop, on: date, reason: str, by: UUID | None = None) -> AnyStop:
    if states.move(row, Stop.State.ENDED, by=by, reason=reason):
        row.ended_on = on
        row.save(update_fields=["ended_on"])
    return row
