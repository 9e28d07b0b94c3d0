"""What the books listen to."""

from d4d.foundation import outbox
from shop.invoicing import services
from shop.invoicing.events import InvoiceArchived, InvoiceIssued
from shop.orders.events import OrderLinesCancelled


def make_the_files(event: InvoiceIssued) -> None:
    """An issued invoice gets its PDF and UBL."""
    services.render_files(event.invoice_id)


def send_the_invoice(event: InvoiceArchived) -> None:
    """What lies in the archive goes to the practice."""
    services.post_invoice(event.invoice_id)


def credit_what_was_called_off(event: OrderLinesCancelled) -> None:
    """Pieces that were invoiced and then called off are credited."""
    services.credit_cancellation(event.cancellation_id)


outbox.subscribe(InvoiceIssued, make_the_files, queue="pdf")
outbox.subscribe(InvoiceArchived, send_the_invoice, queue="mail")
outbox.subscribe(OrderLinesCancelled, credit_what_was_called_off)
