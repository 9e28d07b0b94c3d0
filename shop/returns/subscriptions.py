"""What returns listen to."""

from d4d.foundation import outbox
from shop.invoicing.events import InvoiceIssued
from shop.returns import mails, services
from shop.returns.events import ReturnMoved


def tell_how_far_it_is(event: ReturnMoved) -> None:
    """The practice hears of each step."""
    mails.moved(event.return_id, event.step_id)


def pay_what_was_sent_anew(event: InvoiceIssued) -> None:
    """What replaces returned goods is paid with the credit for them."""
    services.set_off_replacement(event.invoice_id)


outbox.subscribe(ReturnMoved, tell_how_far_it_is, queue="mail")
outbox.subscribe(InvoiceIssued, pay_what_was_sent_anew)
