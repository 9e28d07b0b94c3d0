"""Statutory commercial interest on what was not paid in time (art. 6:119a BW)."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from d4d.foundation import money
from shop.debtors.models import InterestRate

HUNDREDTHS = 10_000  # of a percent in the whole
DAY = timedelta(days=1)


class NoRate(Exception):
    """A day of the period has no rate, so that no interest can be counted: `day` is the first of them."""

    def __init__(self, day: date) -> None:
        super().__init__(f"{day:%Y-%m-%d}")
        self.day = day


def interest_cents(owed_cents: int, due_on: date, until: date) -> int:
    """Interest from the day after an amount was due until and including a day, in whole cents.

    After each year of being late the interest of that year bears interest too (art. 6:119(2) BW); within a
    year a day counts for one part in as many as that year has. Raises NoRate.
    """
    rates = list(InterestRate.objects.filter(until_on__gt=due_on, from_on__lte=until).order_by("from_on"))
    first, sum_cents = due_on + DAY, owed_cents
    for years in range(1, until.year - due_on.year + 2):
        following = _after_years(due_on, years) + DAY
        length = (following - first).days
        parts = sum(_rate(rates, day) for day in _days(first, min(following - DAY, until)))
        sum_cents += money.round_half_up(Decimal(sum_cents * parts) / (HUNDREDTHS * length))
        first = following
        if first > until:
            break
    return sum_cents - owed_cents


def _after_years(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return date(day.year + years, 2, 28)


def _days(first: date, last: date) -> list[date]:
    return [first + DAY * number for number in range((last - first).days + 1)]


def _rate(rates: Sequence[InterestRate], day: date) -> int:
    for rate in rates:
        if rate.from_on <= day <= rate.until_on:
            return rate.basis_points
    raise NoRate(day)
