"""The weekly and monthly invoices: everything delivered on account in a period, on one document."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from accounts.models import Practice
from d4d.foundation import clock
from shop.invoicing import drafting
from shop.invoicing.drafting import Billed
from shop.invoicing.models import Billable, Invoice
from shop.invoicing.services.billing import entries_of, refuse_beyond_order, unbilled_carriage
from shop.invoicing.services.issuing import CannotBeIssued, issue
from shop.orders.models import Order

Rhythm = Practice.InvoiceRhythm


def issue_collected(as_of: date | None = None) -> list[Invoice]:
    """Bill every practice whose week or month is over by this day; harmless to repeat.

    One practice's mistake stops nobody else's invoice; it is raised when all others are done.
    """
    day = as_of or clock.today()
    issued: list[Invoice] = []
    refused: list[CannotBeIssued] = []
    for practice_id in _practices_due(day):
        try:
            issued += _issue_for_practice(practice_id, day)
        except CannotBeIssued as error:
            refused.append(error)
    if refused:
        raise refused[0]
    return issued


def last_day_of_period(rhythm: str, as_of: date) -> date:
    """The end of the last week (Sunday) or month that is over; without a rhythm, yesterday."""
    if rhythm == Rhythm.WEEKLY:
        return as_of - timedelta(days=as_of.weekday() + 1)
    if rhythm == Rhythm.MONTHLY:
        return as_of.replace(day=1) - timedelta(days=1)
    return as_of - timedelta(days=1)


def _practices_due(day: date) -> list[int]:
    due = Q(pk=None)
    for rhythm in Rhythm:
        due |= Q(practice__invoice_rhythm=rhythm, delivered_on__lte=last_day_of_period(rhythm, day))
    waiting = Billable.objects.filter(due, invoice=None).order_by("practice_id")
    return list(waiting.values_list("practice_id", flat=True).distinct())


@transaction.atomic
def _issue_for_practice(practice_id: int, day: date) -> list[Invoice]:
    practice = Practice.objects.select_for_update(of=("self",), no_key=True).get(pk=practice_id)
    last_day = last_day_of_period(practice.invoice_rhythm, day)
    waiting = Billable.objects.filter(practice=practice, invoice=None, delivered_on__lte=last_day)
    return [_issue(practice, billables) for billables in apart(waiting)]


def apart(waiting: QuerySet[Billable]) -> list[list[Billable]]:
    """What waits to be billed, taken apart by the invoices on which it comes."""
    in_order = waiting.select_related("order_line__order__practice").order_by(
        "order_line__order__placed_at", "order_line__order_id", "order_line__position", "pk"
    )
    invoices: dict[tuple[str, ...], list[Billable]] = defaultdict(list)
    for billable in in_order:
        invoices[_what_one_invoice_shares(billable.order_line.order)].append(billable)
    return list(invoices.values())


def _what_one_invoice_shares(order: Order) -> tuple[str, ...]:
    """One VAT number on the document; the law wants one country too where goods went without VAT."""
    if order.vat_treatment == Order.VatTreatment.INTRA_COMMUNITY:
        return (order.vat_treatment, order.vat_id, order.delivery_country)
    return (order.vat_treatment, order.vat_id)


def _issue(practice: Practice, billables: list[Billable]) -> Invoice:
    lines = together(billables)
    refuse_beyond_order(lines)
    carriage = unbilled_carriage(lines)
    days = [billable.delivered_on for billable in billables]
    draft = drafting.collected(
        practice,
        lines,
        carriage_cents=sum(carriage.values()),
        period=(min(days), max(days)),
        today=clock.today(),
    )
    newest = max(billable.pk for billable in billables)
    occasion = f"collected:{practice.pk}:{newest}"
    invoice = issue(draft, entries_of(lines, carriage), practice_id=practice.pk, occasion=occasion)
    Billable.objects.filter(pk__in=[billable.pk for billable in billables]).update(invoice=invoice)
    return invoice


def together(billables: Iterable[Billable]) -> list[Billed]:
    """Each order line once, however many parcels brought it."""
    pieces: dict[int, Billed] = {}
    for billable in billables:
        line = billable.order_line
        sofar = pieces[line.pk].quantity if line.pk in pieces else 0
        pieces[line.pk] = Billed(line, sofar + billable.quantity)
    return list(pieces.values())
