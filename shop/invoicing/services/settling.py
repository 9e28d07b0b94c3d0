"""What is paid of an invoice."""

from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from d4d.foundation import clock, outbox, states
from shop.invoicing.events import InvoicePaidInPart
from shop.invoicing.models import BANK, BankLine, BankPart, Invoice, Settlement
from shop.invoicing.services.closing import follow_what_is_open
from shop.invoicing.services.writing_off import recover, written_off_cents

AGAIN = "#"  # in no reference that can be typed: booked once more after it was taken back


class MoreThanOpen(Exception):
    """More would be booked than is still to be paid; `open_cents` says how much that is."""

    def __init__(self, open_cents: int) -> None:
        super().__init__("more than is open")
        self.open_cents = open_cents


class BookedElsewhere(Exception):
    """This transfer was booked before, for another amount or on another invoice: `settlement`."""

    def __init__(self, settlement: Settlement) -> None:
        super().__init__(f"settlement {settlement.pk}")
        self.settlement = settlement


class CannotBeTakenBack(Exception):
    """This is no booking from the bank's statement, or it was taken back already."""


@transaction.atomic
def receive(
    invoice_id: int, amount_cents: int, *, reference: str, on: date, by: UUID | None = None
) -> Settlement:
    """Book a transfer on an invoice, or on a credit note what we transferred back; once per reference.

    What goes back of an invoice that was paid beyond is an amount below zero.
    Raises MoreThanOpen or BookedElsewhere.
    """
    invoice = Invoice.objects.select_for_update(of=("self",)).get(pk=invoice_id)
    if booked := find_transfer(invoice, amount_cents, reference):
        return booked
    earlier = _bookings(reference).count()
    occasion = f"{BANK}{reference}" + (f"{AGAIN}{earlier + 1}" if earlier else "")
    goes_back = invoice.is_credit_note or amount_cents < 0
    kind = Settlement.Kind.REFUND if goes_back else Settlement.Kind.PAYMENT
    settlement = settle(invoice_id, amount_cents, occasion, kind, at=_noon(on))
    if settlement.invoice_id != invoice_id:
        raise BookedElsewhere(settlement)
    states.begin(settlement, "booked", by=by)
    return settlement


def find_transfer(invoice: Invoice, amount_cents: int, reference: str) -> Settlement | None:
    """This very transfer as booked before, or None when it can be booked.

    A booking that was taken back is as if it never was. Raises MoreThanOpen or BookedElsewhere when it
    can not.
    """
    booked = _bookings(reference).filter(taken_back_by=None).select_related("invoice").first()
    if booked and (booked.invoice_id, booked.amount_cents) != (invoice.pk, amount_cents):
        raise BookedElsewhere(booked)
    open_cents = invoice.open_now() + written_off_cents(invoice)  # what was given up may still be paid
    may_be_booked = 0 < amount_cents <= open_cents or open_cents <= amount_cents < 0
    if not booked and not may_be_booked:
        raise MoreThanOpen(open_cents)
    return booked


@transaction.atomic
def take_back(settlement_id: int, *, reason: str, by: UUID | None) -> Settlement:
    """Undo a booking from the bank's statement by a row against it; the invoice is open again.

    The orders on the invoice stay what they are: what was sent was sent. Raises CannotBeTakenBack.
    """
    wrong = Settlement.objects.get(pk=settlement_id)
    Invoice.objects.select_for_update(of=("self",)).get(pk=wrong.invoice_id)
    if not wrong.may_be_taken_back:
        raise CannotBeTakenBack(f"settlement {settlement_id}")
    occasion = f"taken-back:{wrong.pk}"
    against = settle(wrong.invoice_id, -wrong.amount_cents, occasion, wrong.kind, takes_back=wrong)
    states.begin(against, "taken back", by=by, reason=reason)
    _reopen_transfer(wrong, by, reason)
    return against


def _reopen_transfer(wrong: Settlement, by: UUID | None, reason: str) -> None:
    """Its transfer is to be looked at again."""
    part = BankPart.objects.filter(settlement=wrong).select_related("line").first()
    if part is None:
        return
    reopen(part.line, by, reason)


def reopen(line: BankLine, by: UUID | None, reason: str) -> None:
    """A transfer is to be looked at again; with nothing booked or kept any more it is nobody's."""
    states.move(line, BankLine.State.OPEN, by=by, reason=reason)
    if line.left_cents() == abs(line.amount_cents):
        BankLine.objects.filter(pk=line.pk).update(practice=None)


@transaction.atomic
def settle(
    invoice_id: int,
    amount_cents: int,
    occasion: str,
    kind: str = Settlement.Kind.PAYMENT,
    *,
    at: datetime | None = None,
    takes_back: Settlement | None = None,
) -> Settlement:
    """Count money or credit towards an invoice, once per occasion; a negative amount takes it back."""
    invoice = Invoice.objects.select_for_update(of=("self",)).get(pk=invoice_id)
    settlement, is_new = Settlement.objects.get_or_create(
        occasion=occasion,
        defaults={
            "invoice_id": invoice_id,
            "kind": kind,
            "amount_cents": amount_cents,
            "settled_at": at or clock.now(),
            "takes_back": takes_back,
        },
    )
    if is_new:
        if kind == Settlement.Kind.PAYMENT:
            recover(invoice_id, settlement.settled_at)
        if follow_what_is_open(invoice_id) > 0 and amount_cents > 0 and not invoice.is_credit_note:
            outbox.nudge(InvoicePaidInPart(invoice_id))
    return settlement


@transaction.atomic
def set_off(note_id: int, invoice_id: int) -> int:
    """A credit note of which something is to be given back pays an invoice first; says how much."""
    note = Invoice.objects.select_for_update(of=("self",)).get(pk=note_id, kind=Invoice.Kind.CREDIT_NOTE)
    invoice = Invoice.objects.select_for_update(of=("self",)).get(pk=invoice_id, kind=Invoice.Kind.INVOICE)
    amount = max(0, min(note.open_now(), invoice.open_now()))
    if amount:
        occasion = f"set-off:{note.pk}:{invoice.pk}"
        settle(note.pk, amount, f"{occasion}:note", Settlement.Kind.CREDIT)
        settle(invoice.pk, amount, occasion, Settlement.Kind.CREDIT)
    return amount


def settle_prepaid(invoice: Invoice, *, on: date | None = None) -> None:
    """What was paid before the invoice came counts towards it: now, or as of an earlier day."""
    if invoice.prepaid_cents:
        at = _noon(on) if on else None
        settle(invoice.pk, invoice.prepaid_cents, f"paid:{invoice.occasion}", at=at)


def _bookings(reference: str) -> QuerySet[Settlement]:
    """Every booking of a transfer, taken back or not."""
    occasion = f"{BANK}{reference}"
    return Settlement.objects.filter(Q(occasion=occasion) | Q(occasion__startswith=f"{occasion}{AGAIN}"))


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=clock.AMSTERDAM)
