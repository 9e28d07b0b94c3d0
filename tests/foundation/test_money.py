"""Amounts are whole cents, and parts always add up."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from d4d.foundation import money


@pytest.mark.parametrize(
    ("value", "cents"), [("0.5", 1), ("1.5", 2), ("2.5", 3), ("-0.5", -1), ("2.4999", 2), ("-2.5", -3)]
)
def test_a_half_goes_away_from_zero(value: str, cents: int) -> None:
    assert money.round_half_up(Decimal(value)) == cents


@pytest.mark.parametrize(
    ("price_e4", "quantity", "cents"),
    [(12_345, 1, 123), (12_350, 1, 124), (9_999, 3, 300), (50, 1, 1), (49, 1, 0)],
)
def test_a_line_is_rounded_once(price_e4: int, quantity: int, cents: int) -> None:
    assert money.price_cents(price_e4, quantity) == cents


@pytest.mark.parametrize(
    ("net", "permille", "vat"), [(990, 210, 208), (9990, 210, 2098), (50, 90, 5), (0, 210, 0)]
)
def test_vat_is_counted_over_the_net_amount(net: int, permille: int, vat: int) -> None:
    assert money.vat_cents(net, permille) == vat


def test_the_largest_remainder_is_served_first() -> None:
    assert money.apportion(100, [1, 1, 1]) == [34, 33, 33]
    assert money.apportion(695, [2000, 1000]) == [463, 232]
    assert money.apportion(-100, [1, 1, 1]) == [-34, -33, -33]


def test_without_weight_the_first_part_takes_all() -> None:
    assert money.apportion(7, [0, 0]) == [7, 0]
    assert money.apportion(7, []) == []


@given(st.integers(-(10**9), 10**9), st.lists(st.integers(0, 10**7), min_size=1, max_size=12))
def test_parts_add_up_to_the_whole(total: int, weights: list[int]) -> None:
    assert sum(money.apportion(total, weights)) == total


@given(st.integers(0, 10**6), st.lists(st.integers(1, 10**5), min_size=1, max_size=8))
def test_no_part_is_a_cent_off_its_share(total: int, weights: list[int]) -> None:
    shares = money.apportion(total, weights)
    for share, weight in zip(shares, weights, strict=True):
        assert abs(share - total * weight / sum(weights)) < 1
