"""On which day nothing was open any more, of an invoice and of an order; the legal periods count from it."""

from datetime import date

from django.db import transaction
from django.db.models import Max

from d4d.foundation import clock, outbox
from shop.invoicing.events import InvoiceClosed, InvoiceReopened
from shop.invoicing.models import Billable, Invoice
from shop.orders import services as orders
from shop.orders.models import Order


def follow_what_is_open(invoice_id: int) -> int:
    """Let an invoice say what is open of it, and since when it is issued, settled and credited for good.

    Part of the act that issues, settles or credits; it holds the invoice. A closed invoice that opens
    again and closes later tells its news each time. Says what is open, in cents.
    """
    invoice = Invoice.objects.get(pk=invoice_id)
    open_cents = invoice.open_now()
    day = None if open_cents else _last_day(invoice)
    Invoice.objects.filter(pk=invoice_id).update(open_cents=open_cents, closed_on=day)
    if day != invoice.closed_on:
        outbox.nudge(InvoiceClosed(invoice_id) if day else InvoiceReopened(invoice_id))
    return open_cents


def close_orders_of(invoice_id: int) -> None:
    """Let the books of every order on an invoice follow that invoice."""
    on_it = Order.objects.filter(invoice_lines__invoice=invoice_id).order_by("pk").distinct()
    for order_id in on_it.values_list("pk", flat=True):
        close_books_of(order_id)


@transaction.atomic
def close_books_of(order_id: int) -> None:
    """Tell an order on which day nothing of it was open any more, or that something is."""
    order = Order.objects.select_for_update(of=("self",)).get(pk=order_id)
    orders.close_books(order.pk, _books_closed_on(order))


def _last_day(invoice: Invoice) -> date:
    settled_at = invoice.settlements.aggregate(last=Max("settled_at"))["last"]
    credited_on = invoice.credit_notes.aggregate(last=Max("issued_on"))["last"]
    settled_on = clock.local(settled_at).date() if settled_at else invoice.issued_on
    return max(invoice.issued_on, settled_on, credited_on or invoice.issued_on)


def _books_closed_on(order: Order) -> date | None:
    """The latest day of its invoices; an order that never had one was over when it was closed."""
    if order.closed_at is None or Billable.objects.filter(order_line__order=order, invoice=None).exists():
        return None
    invoices = Invoice.objects.filter(lines__order=order).distinct()
    days = list(invoices.values_list("closed_on", flat=True)) or [clock.local(order.closed_at).date()]
    closed = [day for day in days if day]
    return max(closed) if len(closed) == len(days) else None
