"""The letters of the books: an invoice and a credit note, with their files."""

from accounts.language import language_of
from d4d.foundation.mail import Enclosure, Letter
from shop.invoicing import archive, pay_now, snapshot
from shop.invoicing.document import Means
from shop.invoicing.models import ArchivedFile, Invoice

TYPES = {ArchivedFile.Kind.PDF: ("pdf", "application/pdf"), ArchivedFile.Kind.UBL: ("xml", "application/xml")}


def invoice_letter(invoice: Invoice) -> Letter:
    """An invoice or credit note on its way to the practice's address for invoices.

    The letter is in the language of who reads it there; the document in that of its country.
    """
    document = snapshot.from_json(invoice.snapshot.encode())
    is_collected = document.payment.means is Means.DIRECT_DEBIT
    return Letter(
        key=f"invoice:{invoice.number}",
        template=f"mail/invoicing/{invoice.kind}",
        to=invoice.customer.billing_email,
        language=language_of(invoice.customer),
        context={
            "number": invoice.number,
            "credited_number": document.credited_number,
            "order_number": document.order_number,
            "reference": document.buyer_reference,
            "total_cents": invoice.total_cents,
            "payable_cents": document.totals.payable_cents,
            "due_on": invoice.due_on,
            "iban": document.payment.iban,
            "is_collected": is_collected,
            "button_url": "" if is_collected else pay_now.address_of(invoice),
        },
        enclosures=[_enclosure(file) for file in _files(invoice)],
    )


def _files(invoice: Invoice) -> list[ArchivedFile]:
    wanted = [ArchivedFile.Kind.PDF, *([ArchivedFile.Kind.UBL] if invoice.customer.wants_ubl else [])]
    return list(invoice.files.filter(kind__in=wanted).order_by("kind"))


def _enclosure(file: ArchivedFile) -> Enclosure:
    ending, kind = TYPES[ArchivedFile.Kind(file.kind)]
    return Enclosure(f"{file.invoice.number}.{ending}", archive.read(file), kind)
