"""What the books listen to."""

from d4d.foundation import outbox
from shop.invoicing import services
from shop.invoicing.events import (
    InvoiceArchived,
    InvoiceCarried,
    InvoiceClosed,
    InvoiceIssued,
    InvoiceReopened,
    InvoiceWantedAgain,
)
from shop.orders.events import OrderClosed, OrderLinesCancelled


def make_the_files(event: InvoiceIssued) -> None:
    """An issued invoice gets its PDF and UBL."""
    services.render_files(event.invoice_id)


def put_its_paper_beside_it(event: InvoiceCarried) -> None:
    """What was open when this shop began keeps the paper that it had."""
    services.archive_carried(event.invoice_id)


def send_the_invoice(event: InvoiceArchived) -> None:
    """What lies in the archive goes to the practice."""
    services.post_invoice(event.invoice_id)


def send_the_invoice_again(event: InvoiceWantedAgain) -> None:
    """What lies in the archive goes to the practice once more, as the same letter."""
    services.post_invoice(event.invoice_id)


def credit_what_was_called_off(event: OrderLinesCancelled) -> None:
    """Pieces that were invoiced and then called off are credited."""
    services.credit_cancellation(event.cancellation_id)


def open_the_books_of_its_orders(event: InvoiceIssued) -> None:
    """A new invoice or credit note keeps the books of its orders open until it is settled."""
    services.close_orders_of(event.invoice_id)


def close_the_books_of_its_orders(event: InvoiceClosed) -> None:
    """An order whose last invoice is settled needs its books no more."""
    services.close_orders_of(event.invoice_id)


def reopen_the_books_of_its_orders(event: InvoiceReopened) -> None:
    """What a bank takes back opens the books of an order again."""
    services.close_orders_of(event.invoice_id)


def close_the_books_of_an_order(event: OrderClosed) -> None:
    """An order of which nothing is to come waits for its invoices only."""
    services.close_books_of(event.order_id)


outbox.subscribe(InvoiceIssued, make_the_files, queue="pdf")
outbox.subscribe(InvoiceCarried, put_its_paper_beside_it, queue="pdf")
outbox.subscribe(InvoiceArchived, send_the_invoice, queue="mail")
outbox.subscribe(OrderLinesCancelled, credit_what_was_called_off)
outbox.subscribe(InvoiceIssued, open_the_books_of_its_orders)
outbox.subscribe(InvoiceClosed, close_the_books_of_its_orders)
outbox.subscribe(InvoiceReopened, reopen_the_books_of_its_orders)
outbox.subscribe(OrderClosed, close_the_books_of_an_order)
outbox.subscribe(InvoiceWantedAgain, send_the_invoice_again, queue="mail")
