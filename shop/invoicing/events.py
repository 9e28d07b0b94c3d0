"""What happens to invoices."""

from dataclasses import dataclass

from d4d.foundation.outbox import Event


@dataclass(frozen=True, slots=True)
class InvoiceIssued(Event):
    """An invoice or credit note has its number; its files are to be made and sent."""

    topic = "invoicing.issued"
    invoice_id: int


@dataclass(frozen=True, slots=True)
class InvoiceArchived(Event):
    """The files of an invoice lie in the archive."""

    topic = "invoicing.archived"
    invoice_id: int
