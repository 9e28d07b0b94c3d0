"""Statutory commercial interest on what was not paid in time (art. 6:119a BW)."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from d4d.foundation import clock, money
from shop.debtors.models import InterestRate

HUNDREDTHS = 10_000  # of a percent in the whole
DAY = timedelta(days=1)
MONTHS = 12


class NoRate(Exception):
    """A day of the period has no rate, so that no interest can be counted: `day` is the first of them."""

    def __init__(self, day: date) -> None:
        super().__init__(f"{day:%Y-%m-%d}")
        self.day = day


def rates_between(due_on: date, until: date) -> list[InterestRate]:
    """The rates of the days after the one on which something was due."""
    return list(InterestRate.objects.filter(until_on__gt=due_on, from_on__lte=until).order_by("from_on"))


def interest_cents(owed_cents: int, due_on: date, until: date, rates: Sequence[InterestRate]) -> int:
    """Interest from the day after an amount was due until and including a day, in whole cents.

    After each year of being late the interest of that year bears interest too (art. 6:119(2) BW); within a
    year a day counts for one part in as many as that year has. Raises NoRate.
    """
    first, sum_cents = due_on + DAY, owed_cents
    for years in range(1, until.year - due_on.year + 2):
        following = clock.months_later(due_on, MONTHS * years) + DAY
        length = (following - first).days
        parts = sum(_rate(rates, day) for day in _days(first, min(following - DAY, until)))
        sum_cents += money.round_half_up(Decimal(sum_cents * parts) / (HUNDREDTHS * length))
        first = following
        if first > until:
            break
    return sum_cents - owed_cents


def _days(first: date, last: date) -> list[date]:
    return [first + DAY * number for number in range((last - first).days + 1)]


def _rate(rates: Sequence[InterestRate], day: date) -> int:
    for rate in rates:
        if rate.from_on <= day <= rate.until_on:
            return rate.basis_points
    raise NoRate(day)
