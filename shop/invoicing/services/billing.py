"""Billing an order: at once when it is paid in advance, per shipment when it stands on account."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from accounts.models import Practice
from d4d.foundation import clock
from shop.invoicing import drafting
from shop.invoicing.document import Document
from shop.invoicing.drafting import Billed
from shop.invoicing.models import Billable, Invoice, InvoiceLine
from shop.invoicing.rules import Finding
from shop.invoicing.services.crediting import credit_cancellation
from shop.invoicing.services.issuing import AlreadyBilled, CannotBeIssued, Entry, issue, refuse_unless_lawful
from shop.invoicing.services.settling import settle_prepaid
from shop.orders.models import Order, OrderLine


@transaction.atomic
def issue_for_order(order_id: int) -> Invoice:
    """The money for an order is in: it gets its invoice, exactly one, settled by that money.

    What was called off before is credited at once.
    """
    order = _locked(order_id)
    occasion = f"order:{order.pk}"
    if issued := Invoice.objects.filter(occasion=occasion).first():
        return issued
    lines = _whole(order)
    draft = _prepaid(order, lines)
    entries = entries_of(lines, {order.pk: order.carriage_cents})
    invoice = issue(draft, entries, practice_id=order.practice.payer_id, occasion=occasion)
    settle_prepaid(invoice)
    for cancellation in order.cancellations.order_by("pk"):
        credit_cancellation(cancellation.pk)
    return invoice


def check_order(order: Order) -> None:
    """Refuse an order that could not be invoiced, before anybody pays it; raises CannotBeIssued."""
    refuse_unless_lawful(_prepaid(order, _whole(order)))


@transaction.atomic
def bill_shipment(
    order_id: int, shipment: str, quantities: Mapping[int, int], delivered_on: date
) -> Invoice | None:
    """A parcel on account has left, or services began: bill them now, or with the practice's next invoice.

    `quantities` maps order line ids to pieces. An order that was paid in advance has its invoice already.
    Billing the same shipment twice bills it once. Raises AlreadyBilled.
    """
    order = _locked(order_id)
    if not order.is_on_account:
        return None
    occasion = f"shipment:{shipment}"
    if issued := Invoice.objects.filter(occasion=occasion).first():
        return issued
    if order.practice.payer.invoice_rhythm != Practice.InvoiceRhythm.PER_SHIPMENT:
        _remember(order, shipment, quantities, delivered_on)
        return None
    lines = _some(order, quantities)
    carriage = unbilled_carriage(lines)
    draft = drafting.delivered(
        order,
        lines,
        carriage_cents=sum(carriage.values()),
        delivered_on=delivered_on,
        today=clock.today(),
    )
    return issue(draft, entries_of(lines, carriage), practice_id=order.practice.payer_id, occasion=occasion)


def entries_of(lines: Sequence[Billed], carriage: Mapping[int, int]) -> list[Entry]:
    """The lines of the books: the goods in the order of the document, then each order's carriage."""
    goods = [
        Entry(position, one.line.order_id, one.line.pk, one.quantity, drafting.net_cents(one))
        for position, one in enumerate(lines, start=1)
    ]
    charges = [
        Entry(position, order_id, None, 1, cents)
        for position, (order_id, cents) in enumerate(carriage.items(), start=len(goods) + 1)
        if cents
    ]
    return [*goods, *charges]


def unbilled_carriage(lines: Sequence[Billed]) -> dict[int, int]:
    """The carriage of each order that no invoice bears yet: it comes with the first goods of the order."""
    sent = [one.line for one in lines if not one.line.is_service]
    orders = {line.order_id: line.order for line in sent}
    charges = InvoiceLine.objects.filter(order_line=None, invoice__kind=Invoice.Kind.INVOICE)
    borne = set(charges.filter(order__in=orders).values_list("order_id", flat=True))
    return {pk: order.carriage_cents for pk, order in orders.items() if pk not in borne}


def refuse_beyond_order(lines: Sequence[Billed]) -> None:
    """No piece is billed twice; raises AlreadyBilled."""
    of_these = InvoiceLine.objects.filter(
        order_line__in=[one.line for one in lines], invoice__kind=Invoice.Kind.INVOICE
    )
    billed = dict(of_these.values_list("order_line").annotate(Sum("quantity")))
    for one in lines:
        if not 0 < one.quantity <= one.line.quantity - billed.get(one.line.pk, 0):
            raise AlreadyBilled(f"order line {one.line.pk}")


def _locked(order_id: int) -> Order:
    return Order.objects.select_for_update(of=("self",)).select_related("practice__debtor").get(pk=order_id)


def _prepaid(order: Order, lines: Sequence[Billed]) -> Document:
    """The invoice that a payment of the order's total covers to the cent."""
    draft = drafting.prepaid(order, lines, clock.today())
    if draft.totals.gross_cents != order.total_cents:
        text = _("The order and its invoice do not add up to the same amount.")
        raise CannotBeIssued([Finding("D4D-05", "total", text)])
    return draft


def _whole(order: Order) -> list[Billed]:
    return [Billed(line, line.quantity) for line in _lines(order)]


def _some(order: Order, quantities: Mapping[int, int]) -> list[Billed]:
    lines = [Billed(line, quantities[line.pk]) for line in _lines(order) if quantities.get(line.pk)]
    refuse_beyond_order(lines)
    return lines


def _lines(order: Order) -> list[OrderLine]:
    return list(order.lines.select_related("order").order_by("position"))


def _remember(order: Order, shipment: str, quantities: Mapping[int, int], delivered_on: date) -> None:
    if Billable.objects.filter(order_line__order=order, shipment=shipment).exists():
        return
    _some(order, quantities)
    Billable.objects.bulk_create(
        Billable(
            practice_id=order.practice.payer_id,
            order_line_id=line_id,
            shipment=shipment,
            quantity=quantity,
            delivered_on=delivered_on,
        )
        for line_id, quantity in quantities.items()
    )
