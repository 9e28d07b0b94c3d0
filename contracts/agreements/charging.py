"""What a line of a contract costs for some days of a period, to the cent."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from contracts.agreements.months import ONE_DAY
from d4d.foundation.money import round_half_up

Span = tuple[date, date]


def charge_cents(price_cents: int, period: Span, days: Span) -> int:
    """The part of the price that falls on these days of the period, by the day.

    Each day's end is rounded, not each part: however a period is cut up, its parts add up to the price.
    """
    return _until(price_cents, period, days[1] + ONE_DAY) - _until(price_cents, period, days[0])


def left_of(wanted: Span, paid: Iterable[Span]) -> Iterator[Span]:
    """The days of a span that none of the others holds, the earliest first."""
    first, last = wanted
    for begins, ends in sorted(paid):
        if first < begins:
            yield first, min(last, begins - ONE_DAY)
        first = max(first, ends + ONE_DAY)
        if first > last:
            return
    yield first, last


def _until(price_cents: int, period: Span, day: date) -> int:
    length = (period[1] - period[0]).days + 1
    return round_half_up(Decimal(price_cents) * (day - period[0]).days / length)
