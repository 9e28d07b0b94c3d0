"""Days for which nobody has entered a rate of interest."""

from datetime import timedelta

from d4d.foundation import clock
from shop.debtors.models import open_invoices, uncovered_until
from shop.invoicing.models import InvoiceQuerySet


def without_rate() -> InvoiceQuerySet:
    """Overdue invoices on which no interest can be counted, because a day of being late has no rate."""
    today = clock.today()
    late = open_invoices().filter(due_on__lt=today)
    oldest = late.order_by("due_on").values_list("due_on", flat=True).first()
    gap = uncovered_until(oldest + timedelta(days=1), today) if oldest else None
    return late.filter(due_on__lt=gap) if gap else late.none()
