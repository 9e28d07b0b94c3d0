"""The tables of the books."""

from shop.invoicing.models.balance import BalanceEntry, BalanceEntryQuerySet
from shop.invoicing.models.bank import BankFile, BankLine, BankLineQuerySet, BankPart
from shop.invoicing.models.invoices import (
    BANK,
    ArchivedFile,
    Billable,
    Invoice,
    InvoiceLine,
    InvoiceQuerySet,
    Settlement,
    archive,
)
from shop.invoicing.models.ledger import LedgerAccount, VatAmount, VatAmountQuerySet

__all__ = [
    "BANK",
    "ArchivedFile",
    "BalanceEntry",
    "BalanceEntryQuerySet",
    "BankFile",
    "BankLine",
    "BankLineQuerySet",
    "BankPart",
    "Billable",
    "Invoice",
    "InvoiceLine",
    "InvoiceQuerySet",
    "LedgerAccount",
    "Settlement",
    "VatAmount",
    "VatAmountQuerySet",
    "archive",
]
