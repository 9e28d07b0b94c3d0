"""What happens to invoices."""

from dataclasses import dataclass

from d4d.foundation.outbox import Event


@dataclass(frozen=True, slots=True)
class InvoiceIssued(Event):
    """An invoice or credit note has its number; its files are to be made and sent."""

    topic = "invoicing.issued"
    invoice_id: int


@dataclass(frozen=True, slots=True)
class InvoiceCarried(Event):
    """What was open of an earlier invoice is owed here; its paper is to be put beside it, and not sent."""

    topic = "invoicing.carried"
    invoice_id: int


@dataclass(frozen=True, slots=True)
class InvoiceClosed(Event):
    """Nothing of an invoice or credit note is open any more, since the day that it says now."""

    topic = "invoicing.closed"
    invoice_id: int


@dataclass(frozen=True, slots=True)
class InvoicePaidInPart(Event):
    """Less of an invoice is open than before, paid, credited or given up, but not nothing."""

    topic = "invoicing.paid-in-part"
    invoice_id: int


@dataclass(frozen=True, slots=True)
class InvoiceReopened(Event):
    """Something of an invoice is open again: a bank took money back, or a refund failed."""

    topic = "invoicing.reopened"
    invoice_id: int


@dataclass(frozen=True, slots=True)
class InvoiceWantedAgain(Event):
    """Somebody of the staff wants an invoice mailed once more."""

    topic = "invoicing.invoice-wanted-again"
    invoice_id: int


@dataclass(frozen=True, slots=True)
class BankStatementRead(Event):
    """A statement of our account was read; what is on it may be for somebody."""

    topic = "invoicing.bank-statement-read"
    file_id: int


@dataclass(frozen=True, slots=True)
class InvoiceArchived(Event):
    """The files of an invoice lie in the archive."""

    topic = "invoicing.archived"
    invoice_id: int
