"""Sends an invoice to where a practice keeps its books."""

from privacy import letters
from privacy.vocabulary import BOOKS
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
