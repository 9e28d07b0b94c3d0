"""Sends an invoice to where a practice keeps its books."""

from django.utils.translation import gettext

from d4d.foundation import outbox
from privacy import letters
from privacy.vocabulary import BOOKS
from shop.invoicing.events import InvoiceWantedAgain
from shop.invoicing.mails import invoice_letter
from shop.invoicing.models import Invoice


def post_invoice(invoice_id: int) -> str:
    """Mail an invoice with its files to the practice's address for invoices; returns the Message-ID."""
    invoice = Invoice.objects.select_related("practice__subject").get(pk=invoice_id)
    return letters.post(
        invoice_letter(invoice),
        subject=invoice.customer.subject.uuid,
        purpose=BOOKS,
        occasion=f"invoice {invoice.number}",
    )


def send_again(invoice_id: int) -> None:
    """Have an invoice mailed once more; asked twice before it went, it goes once."""
    outbox.nudge(InvoiceWantedAgain(invoice_id))


def why_not_sent_again(invoice: Invoice) -> str:
    """Why an invoice cannot be mailed once more, in words; empty when it can."""
    if invoice.purged_at is not None or invoice.practice is None:
        return gettext("its legal period is over")
    return "" if invoice.files.all() else gettext("its files are being made")
