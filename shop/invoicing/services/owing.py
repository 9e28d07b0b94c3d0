"""What a practice owes us: what is open, and what its next collected invoices will ask."""

from collections.abc import Sequence

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce

from accounts.models import Practice
from shop.cart.vat import vat_on
from shop.invoicing import drafting
from shop.invoicing.models import BalanceEntry, Billable, Invoice
from shop.invoicing.services.billing import unbilled_carriage
from shop.invoicing.services.collecting import apart, together


def open_cents(practice: Practice) -> int:
    """What a practice owes us including VAT: open invoices and what was delivered on account but not yet
    invoiced, with its carriage, less open credit notes and what it has to its credit."""
    invoices = Invoice.objects.for_practice(practice)
    sums = invoices.aggregate(
        owed=Coalesce(Sum("open_cents", filter=Q(kind=Invoice.Kind.INVOICE)), 0),
        credited=Coalesce(Sum("open_cents", filter=Q(kind=Invoice.Kind.CREDIT_NOTE)), 0),
    )
    kept = BalanceEntry.objects.filter(practice=practice).sum_cents()
    return int(sums["owed"]) - int(sums["credited"]) - kept + _waiting_cents(practice)


def _waiting_cents(practice: Practice) -> int:
    """What would be invoiced if every period were over now, by the arithmetic of those invoices."""
    waiting = Billable.objects.filter(practice=practice, invoice=None)
    return sum(map(_billed_cents, apart(waiting)))


def _billed_cents(billables: Sequence[Billable]) -> int:
    billed = together(billables)
    carriage_cents = sum(unbilled_carriage(billed).values())
    groups = vat_on(map(drafting.line_of, billed), carriage_cents)
    return sum(group.base_cents + group.vat_cents for group in groups)
