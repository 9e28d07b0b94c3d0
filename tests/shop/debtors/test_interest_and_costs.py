"""Collection costs and commercial interest, to the cent."""

from datetime import date, timedelta
from typing import Any

import pytest

from shop.debtors.claimed import claim_on
from shop.debtors.costs import collection_costs_cents
from shop.debtors.interest import NoRate, interest_cents, rates_between
from shop.debtors.models import InterestRate, uncovered_until

pytestmark = pytest.mark.django_db


def rate(from_on: date, until_on: date, basis_points: int) -> InterestRate:
    return InterestRate.objects.create(
        from_on=from_on, until_on=until_on, basis_points=basis_points, source="toets"
    )


def interest(owed_cents: int, due_on: date, until: date) -> int:
    return interest_cents(owed_cents, due_on, until, rates_between(due_on, until))


@pytest.mark.parametrize(
    ("owed", "costs"),
    [
        (1, 40),
        (266, 40),
        (1_000, 150),
        (2_500, 375),
        (5_000, 625),
        (10_000, 875),
        (200_000, 2_775),
        (999_999, 6_775),
        (1_000_000, 6_775),
        (30_000_000, 6_775),
    ],
)
def test_collection_costs_follow_the_scale(owed: int, costs: int) -> None:
    assert collection_costs_cents(owed * 100, date(2026, 1, 1)) == costs * 100


def test_costs_are_rounded_once_and_need_a_debt_and_a_scale() -> None:
    assert collection_costs_cents(26_671, date(2026, 1, 1)) == 4_001
    assert collection_costs_cents(0, date(2026, 1, 1)) == 0
    assert collection_costs_cents(100_000, date(2012, 6, 30)) == 0


def test_the_known_rate_counts_by_the_day() -> None:
    due = date(2024, 7, 1)
    assert interest(100_000, due, due) == 0
    assert interest(100_000, due, due + timedelta(days=1)) == 34
    assert interest(100_000, due, date(2024, 7, 31)) == 1_007


def test_after_a_year_interest_bears_interest() -> None:
    rate(date(2025, 1, 1), date(2028, 12, 31), 1_000)
    due = date(2024, 12, 31)
    assert interest(100_000, due, date(2025, 12, 31)) == 10_000
    assert interest(100_000, due, date(2026, 12, 31)) == 21_000
    assert interest(100_000, due, date(2027, 7, 1)) == 21_000 + 6_033
    assert interest(100_000, due, date(2028, 12, 31)) == 46_410


def test_a_change_of_rate_counts_from_its_day() -> None:
    rate(date(2025, 1, 1), date(2025, 6, 30), 1_100)
    due = date(2024, 12, 29)
    assert interest(36_500_000, due, date(2025, 1, 2)) == 2 * 12_250 + 2 * 11_000


def test_a_day_without_a_rate_is_no_interest_and_names_the_day() -> None:
    with pytest.raises(NoRate) as gap:
        interest(100_000, date(2024, 12, 20), date(2025, 1, 5))
    assert gap.value.day == date(2025, 1, 1)
    with pytest.raises(NoRate):
        interest(100_000, date(2024, 6, 1), date(2024, 7, 5))


def test_the_rates_are_looked_up_once_for_all_that_is_owed(django_assert_num_queries: Any) -> None:
    owed = [(100_000, date(2024, 7, day)) for day in range(1, 10)]
    with django_assert_num_queries(3):  # the rates, the scale of the costs and its bands
        claimed = claim_on(owed, date(2024, 7, 31))
    assert claimed.interest_cents == sum(interest(cents, day, date(2024, 7, 31)) for cents, day in owed)


def test_what_is_not_covered_is_found() -> None:
    assert uncovered_until(date(2024, 7, 1), date(2024, 12, 31)) is None
    assert uncovered_until(date(2024, 6, 1), date(2024, 12, 31)) == date(2024, 6, 30)
    assert uncovered_until(date(2024, 8, 1), date(2025, 1, 3)) == date(2025, 1, 3)
    rate(date(2025, 1, 2), date(2025, 6, 30), 1_100)
    assert uncovered_until(date(2024, 8, 1), date(2025, 1, 3)) == date(2025, 1, 1)
