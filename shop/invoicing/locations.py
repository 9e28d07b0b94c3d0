"""What the locations of a chain spend: per location and month, as invoiced to their debtor, less credit."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, F, Q, Sum, Value, When
from django.db.models.functions import TruncMonth

from accounts.models import Practice
from shop.invoicing.models import CARRIED, Invoice, InvoiceLine

MONTHS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Spending:
    """One practice of a chain: what was invoiced excluding VAT in each month, in cents."""

    practice: Practice
    months: list[tuple[date, int]]

    @property
    def total_cents(self) -> int:
        """All months together."""
        return sum(cents for _, cents in self.months)


def of_chain(debtor: Practice, today: date) -> list[Spending]:
    """The debtor itself and each of its locations, a year of months that ends with this one: two queries.

    Services that nobody ordered are the debtor's own.
    """
    months = _months(today)
    sign = Case(When(invoice__kind=Invoice.Kind.CREDIT_NOTE, then=Value(-1)), default=Value(1))
    rows = (
        InvoiceLine.objects.exclude(invoice__series=CARRIED)
        .filter(invoice__practice=debtor, invoice__issued_on__range=(months[0], today))
        .annotate(month=TruncMonth("invoice__issued_on"))
        .values("month", "order__practice_id")
        .annotate(cents=Sum(F("net_cents") * sign))
    )
    spent: dict[tuple[int, date], int] = defaultdict(int)
    for row in rows:
        spent[row["order__practice_id"] or debtor.pk, row["month"]] += row["cents"]
    practices = Practice.objects.filter(Q(pk=debtor.pk) | Q(debtor=debtor)).order_by("name", "pk")
    return [Spending(one, [(month, spent[one.pk, month]) for month in months]) for one in practices]


def _months(today: date) -> list[date]:
    """The first days of a year of months, the oldest first."""
    last = today.year * 12 + today.month - 1
    return [date(month // 12, month % 12 + 1, 1) for month in range(last - MONTHS_SHOWN + 1, last + 1)]
