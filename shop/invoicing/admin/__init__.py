"""The bookkeeper's desk."""

from shop.invoicing.admin.books import BooksAdmin, LedgerAccountAdmin
from shop.invoicing.admin.invoices import BillableAdmin, InvoiceAdmin

__all__ = ["BillableAdmin", "BooksAdmin", "InvoiceAdmin", "LedgerAccountAdmin"]
