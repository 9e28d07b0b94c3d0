"""Invoices as the desk shows them: what is open of a practice, and by their number."""

from django.db.models import BigIntegerField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from accounts.models import Practice
from d4d.foundation import clock
from privacy.finding import Wanted
from privacy.rows import Shape
from shop.invoicing.models import EarlierInvoice, Invoice, number_here

OPEN = Shape("number", "", "", "due_on", "total_cents")
FOUND = Shape("number", "practice__name", "", "issued_on", "total_cents")
EARLIER = Shape("number", "", "", "issued_on", "total_cents")


def open_of(practice: Practice) -> QuerySet[Invoice]:
    """What is not settled yet, what is due longest first."""
    open_ones = Invoice.objects.for_practice(practice).unsettled()
    return open_ones.order_by("due_on", "pk")


def overdue_cents() -> Coalesce:
    """What a practice should have paid by now, to come along with it."""
    late = Invoice.objects.filter(practice=OuterRef("pk")).overdue(clock.today())
    sums = late.order_by().values("practice").annotate(sum=Sum("open_cents")).values("sum")
    return Coalesce(Subquery(sums), 0, output_field=BigIntegerField())


def by_number(wanted: Wanted) -> QuerySet[Invoice]:
    """The invoice or credit note that bears this number, as ours or as one of an earlier shop."""
    return Invoice.objects.filter(number__in=[*wanted.numbers, number_here(wanted.text)])


def earlier_of(practice: Practice) -> QuerySet[EarlierInvoice]:
    """What they were invoiced last in the shop before this one."""
    return EarlierInvoice.objects.for_practice(practice).order_by("-issued_on", "-pk")


def earlier_by_number(wanted: Wanted) -> QuerySet[EarlierInvoice]:
    """The earlier invoice that bears this number."""
    return EarlierInvoice.objects.filter(number__in=wanted.numbers)
