"""The tables of the books."""

from shop.invoicing.models.balance import BalanceEntry, BalanceEntryQuerySet
from shop.invoicing.models.bank import BankFile, BankLine, BankLineQuerySet, BankPart
from shop.invoicing.models.billables import Billable
from shop.invoicing.models.earlier import EarlierInvoice, EarlierInvoiceQuerySet, number_here
from shop.invoicing.models.invoices import (
    BANK,
    CARRIED,
    EARLIER,
    ArchivedFile,
    Invoice,
    InvoiceLine,
    InvoiceQuerySet,
    Settlement,
    archive,
)
from shop.invoicing.models.ledger import LedgerAccount, VatAmount, VatAmountQuerySet
from shop.invoicing.models.losses import VatCorrection, WriteOff, WriteOffQuerySet

__all__ = [
    "BANK",
    "CARRIED",
    "EARLIER",
    "ArchivedFile",
    "BalanceEntry",
    "BalanceEntryQuerySet",
    "BankFile",
    "BankLine",
    "BankLineQuerySet",
    "BankPart",
    "Billable",
    "EarlierInvoice",
    "EarlierInvoiceQuerySet",
    "Invoice",
    "InvoiceLine",
    "InvoiceQuerySet",
    "LedgerAccount",
    "Settlement",
    "VatAmount",
    "VatAmountQuerySet",
    "VatCorrection",
    "WriteOff",
    "WriteOffQuerySet",
    "archive",
    "number_here",
]
