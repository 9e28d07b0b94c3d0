"""Who owes us how much, and for how long already."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shop.invoicing.models import BalanceEntry, Invoice, Settlement

# How long past its day an amount is, in days, and what the column is called.
COLUMNS: tuple[tuple[int | None, str | Promise], ...] = (
    (0, _("not due yet")),
    (30, _("1-30 days")),
    (60, _("31-60 days")),
    (90, _("61-90 days")),
    (None, _("over 90 days")),
)


@dataclass(frozen=True, slots=True)
class Debtor:
    """A practice with what is open by age, in cents; credit not given back yet counts below zero."""

    number: str
    name: str
    cents: tuple[int, ...]

    @property
    def total_cents(self) -> int:
        """All that is open."""
        return sum(self.cents)


def open_items(on: date) -> list[Debtor]:
    """Every practice of which something was open at the end of a day, the largest debt first."""
    sums: defaultdict[tuple[str, str], list[int]] = defaultdict(lambda: [0] * len(COLUMNS))
    for customer, called, credit_cents in _credit_at(on):
        sums[customer, called][0] -= credit_cents
    for number, name, kind, due_on, cents in _open_at(on):
        sign = -1 if kind == Invoice.Kind.CREDIT_NOTE else 1
        sums[number or "", name or ""][column(due_on, on)] += sign * cents
    debtors = [Debtor(number, name, tuple(cents)) for (number, name), cents in sums.items()]
    return sorted(debtors, key=lambda debtor: (-debtor.total_cents, debtor.number))


def column(due_on: date, on: date) -> int:
    """The place among COLUMNS of something that was due on a day."""
    late = (on - due_on).days
    return next(place for place, (limit, _name) in enumerate(COLUMNS) if limit is None or late <= limit)


def _credit_at(on: date) -> Iterator[tuple[str, str, int]]:
    """Practice and what it had to its credit at the end of a day."""
    rows = BalanceEntry.objects.filter(booked_on__lte=on).values("practice__number", "practice__name")
    summed = rows.annotate(sum=Sum("amount_cents")).exclude(sum=0).order_by("practice__number")
    yield from summed.values_list("practice__number", "practice__name", "sum")


def _open_at(on: date) -> Iterator[tuple[str | None, str | None, str, date, int]]:
    """Practice, kind, day and amount of each document of which something was open."""
    settled = (
        Settlement.objects.filter(invoice=OuterRef("pk"), settled_at__date__lte=on)
        .order_by()
        .values("invoice")
        .annotate(sum=Sum("amount_cents"))
        .values("sum")
    )
    until_then = Invoice.objects.filter(issued_on__lte=on).filter(Q(closed_on=None) | Q(closed_on__gt=on))
    rows = until_then.annotate(was_open=F("total_cents") - Coalesce(Subquery(settled), 0))
    shown = rows.filter(~Q(was_open=0)).order_by("pk")
    return shown.values_list("practice__number", "practice__name", "kind", "due_on", "was_open").iterator()
