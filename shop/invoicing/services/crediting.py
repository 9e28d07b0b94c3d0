"""Taking an invoice back, in whole or in part: only ever by a credit note."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from d4d.foundation import clock
from shop.invoicing import snapshot
from shop.invoicing.credit_note import Left, credit_note
from shop.invoicing.document import Document
from shop.invoicing.models import Invoice, InvoiceLine, Settlement
from shop.invoicing.services.closing import follow_what_is_open
from shop.invoicing.services.issuing import Entry, issue
from shop.invoicing.services.settling import settle
from shop.invoicing.services.writing_off import written_off_cents
from shop.orders.models import Cancellation


class CannotBeCredited(Exception):
    """Nothing, or more than is left of the invoice, would be credited."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an invoice, with the pieces that can still be credited; `name` is that of a service."""

    entry: InvoiceLine
    left: int
    name: str = ""


@transaction.atomic
def credit(
    invoice_id: int,
    quantities: Mapping[int, int] | None = None,
    *,
    carriage: bool = False,
    reason: str,
    occasion: str,
    by: UUID | None = None,
) -> Invoice:
    """Take pieces of an invoice back; without `quantities` everything that is left, carriage included.

    `quantities` maps positions on the invoice to pieces; an order's carriage is one piece, and `carriage`
    takes that of every order. What was not paid yet is settled by it; what was paid is to be given back.
    The same occasion credits once. Raises CannotBeCredited.
    """
    invoice = Invoice.objects.select_for_update(of=("self",)).get(pk=invoice_id)
    if issued := Invoice.objects.filter(occasion=occasion).first():
        return issued
    if written_off_cents(invoice):
        raise CannotBeCredited("it was given up: what nobody owes any more is not credited")
    lines = left_of(invoice)
    taken = _taken(lines, quantities, carriage=carriage)
    document = snapshot.from_json(invoice.snapshot.encode())
    before = _left(document, lines, {})
    draft = credit_note(document, before, _left(document, lines, taken), issued_on=clock.today(), note=reason)
    entries = _entries(lines, taken, draft)
    note = issue(
        draft,
        entries,
        practice_id=invoice.customer.pk,
        occasion=occasion,
        credited=invoice,
        by=by,
        reason=reason,
    )
    _set_off(invoice, note)
    follow_what_is_open(invoice.pk)
    return note


@transaction.atomic
def credit_cancellation(cancellation_id: int) -> Invoice | None:
    """Pieces that were called off after being invoiced are credited; with the last goods the carriage too.

    Carriage is given back when no goods have left or are to come, whatever services stand beside them. Of an
    invoice that was given up nothing is credited.
    """
    cancellation = Cancellation.objects.select_related("order").get(pk=cancellation_id)
    invoice = Invoice.objects.filter(occasion=f"order:{cancellation.order_id}").first()
    if invoice is None or written_off_cents(invoice):
        return None
    order = cancellation.order
    called_off = dict(cancellation.lines.values_list("line").annotate(Sum("quantity")))
    positions = dict(invoice.lines.exclude(order_line=None).values_list("order_line", "position"))
    return credit(
        invoice.pk,
        {positions[line_id]: quantity for line_id, quantity in called_off.items()},
        carriage=not (order.has_sent_goods or order.has_goods_to_come),
        reason=cancellation.reason,
        by=cancellation.actor,
        occasion=f"cancellation:{cancellation.pk}",
    )


def left_of(invoice: Invoice) -> list[Line]:
    """Every line of an invoice with what can still be credited of it, carriage last."""
    notes = InvoiceLine.objects.filter(invoice__credits=invoice)
    credited = dict(notes.values_list("position").annotate(Sum("quantity")))
    said = snapshot.from_json(invoice.snapshot.encode()).lines
    entries = invoice.lines.select_related("order_line", "order").order_by("position")
    return [
        Line(
            entry,
            entry.quantity - credited.get(entry.position, 0),
            said[entry.position - 1].name if entry.is_service else "",
        )
        for entry in entries
    ]


def _taken(lines: list[Line], quantities: Mapping[int, int] | None, *, carriage: bool) -> dict[int, int]:
    """Pieces to credit by position; carriage goes as a whole."""
    left = {line.entry.position: line.left for line in lines}
    charges = [line.entry.position for line in lines if line.entry.is_carriage]
    if quantities is None:
        taken = {position: pieces for position, pieces in left.items() if pieces}
    else:
        taken = {position: pieces for position, pieces in quantities.items() if pieces}
        taken |= {position: left[position] for position in charges if carriage and left[position]}
    too_much = any(not 0 < pieces <= left.get(position, 0) for position, pieces in taken.items())
    if not taken or too_much:
        raise CannotBeCredited("this is not what is left of the invoice")
    return taken


def _left(document: Document, lines: list[Line], taken: Mapping[int, int]) -> Left:
    pieces = {line.entry.position: line.left - taken.get(line.entry.position, 0) for line in lines}
    goods = range(1, len(document.lines) + 1)
    carriage = [line for line in lines if line.entry.is_carriage and pieces[line.entry.position]]
    services = {line.entry.position for line in lines if line.entry.is_service}
    quantities = (
        pieces[position] * (line.quantity_e3 if position in services else 1_000)
        for position, line in zip(goods, document.lines, strict=True)
    )
    return Left(tuple(quantities), sum(line.entry.net_cents for line in carriage))


def _entries(lines: list[Line], taken: Mapping[int, int], draft: Document) -> list[Entry]:
    nets = iter(draft.totals.line_nets)
    return [
        Entry(
            line.entry.position,
            line.entry.order_id,
            line.entry.order_line_id,
            taken[line.entry.position],
            line.entry.net_cents if line.entry.is_carriage else next(nets),
        )
        for line in lines
        if line.entry.position in taken
    ]


def _set_off(invoice: Invoice, note: Invoice) -> None:
    """What of the invoice was still open need not be paid any more."""
    amount = min(invoice.open_now(), note.total_cents)
    if amount > 0:
        settle(invoice.pk, amount, f"credited-by:{note.pk}", Settlement.Kind.CREDIT)
        settle(note.pk, amount, f"set-off:{note.pk}", Settlement.Kind.CREDIT)
