"""Figures over all contracts: what happens in which month, and what a run of the bills would make."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext

from contracts.agreements.models import Contract
from contracts.agreements.scheduling import period_of
from d4d.chart import BarChart
from d4d.foundation import clock

MONTHS_BEFORE, MONTHS = 2, 14
AT_MOST = 200


@dataclass(frozen=True, slots=True)
class Month:
    """How many contracts do what in a month."""

    first: date
    starts: int
    notice: int
    renewals: int
    ends: int


@dataclass(frozen=True, slots=True)
class Due:
    """A period that a run would bill."""

    contract: Contract
    period: tuple[date, date]


def today() -> date:
    """The day of today."""
    return clock.today()


def calendar() -> list[Month]:
    """The months around now; each contract counts once in each column."""
    this = clock.today().replace(day=1)
    first, last = clock.months_later(this, -MONTHS_BEFORE), clock.months_later(this, MONTHS - MONTHS_BEFORE)
    agreed = Contract.objects.exclude(state__in=[Contract.State.PROPOSED, Contract.State.WITHDRAWN])
    renewing = Contract.objects.filter(state=Contract.State.ACTIVE, renews=True, ends_on=None)
    starts = _by_month(agreed.filter(starts_on__gte=first, starts_on__lt=last), lambda one: one.starts_on)
    ends = _by_month(agreed.filter(ends_on__gte=first, ends_on__lt=last), lambda one: one.ends_on)
    coming = renewing.filter(renews_on__gte=first)
    renewals = _by_month(coming.filter(renews_on__lt=last), lambda one: one.renews_on)
    notice = _by_month(coming, lambda one: one.notice_by)
    months = [clock.months_later(first, number) for number in range(MONTHS)]
    return [Month(one, starts[one], notice[one], renewals[one], ends[one]) for one in months]


def chart(months: list[Month]) -> BarChart:
    """Renewals by month, one bar each."""
    figures = [(date_format(one.first, "b"), one.renewals) for one in months]
    return BarChart(gettext("Renewals by month"), figures)


def due(day: date) -> list[Due]:
    """The next period of each contract that is due; the oldest first, and not more than fit on a page."""
    contracts = Contract.objects.filter(bill_on__lte=day).select_related("practice", "plan")
    return [
        Due(one, period_of(one, one.bill_from))
        for one in contracts.order_by("bill_on", "pk")[:AT_MOST]
        if one.bill_from
    ]


def _by_month(contracts: QuerySet[Contract], day_of: Callable[[Contract], date | None]) -> Counter[date]:
    days = (day_of(one) for one in contracts)
    return Counter(day.replace(day=1) for day in days if day)
