"""The bookkeeper's desk."""

from shop.invoicing.admin.invoices import BillableAdmin, InvoiceAdmin

__all__ = ["BillableAdmin", "InvoiceAdmin"]
