"""The bookkeeper's desk."""

from shop.invoicing.admin.balance import BalanceEntryAdmin
from shop.invoicing.admin.bank import BankFileAdmin, BankLineAdmin
from shop.invoicing.admin.books import BooksAdmin, LedgerAccountAdmin
from shop.invoicing.admin.earlier import EarlierInvoiceAdmin
from shop.invoicing.admin.invoices import BillableAdmin, InvoiceAdmin

__all__ = [
    "BalanceEntryAdmin",
    "BankFileAdmin",
    "BankLineAdmin",
    "BillableAdmin",
    "BooksAdmin",
    "EarlierInvoiceAdmin",
    "InvoiceAdmin",
    "LedgerAccountAdmin",
]
