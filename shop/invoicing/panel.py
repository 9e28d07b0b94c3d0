"""What the page of an order shows of its invoices."""

from shop.invoicing.models import Invoice
from shop.orders.models import Order
from shop.orders.panels import Panel


def invoices_of(order: Order) -> Panel | None:
    """The invoices and credit notes that bill (a part of) an order; those of a location are its debtor's."""
    billed = Invoice.objects.filter(lines__order=order).distinct().prefetch_related("files").order_by("pk")
    invoices = [invoice for invoice in billed if invoice.practice_id == order.practice_id]
    return Panel("invoicing/_panel.html", {"invoices": invoices}) if invoices else None
