"""Ordered before the cut-off leaves today; weekends and Dutch holidays bring nobody a parcel."""

from datetime import date, datetime

import pytest

from d4d.foundation import clock
from shop.catalogue.delivery_day import promise


@pytest.mark.parametrize(
    ("ordered", "ships_on", "arrives_on"),
    [
        ("2026-11-23 15:59", date(2026, 11, 23), date(2026, 11, 24)),  # Monday
        ("2026-11-23 16:00", date(2026, 11, 24), date(2026, 11, 25)),
        ("2026-11-27 15:00", date(2026, 11, 27), date(2026, 11, 30)),  # Friday
        ("2026-11-28 09:00", date(2026, 11, 30), date(2026, 12, 1)),  # Saturday
        ("2026-12-24 17:00", date(2026, 12, 28), date(2026, 12, 29)),  # Christmas Eve
        ("2027-04-26 17:00", date(2027, 4, 28), date(2027, 4, 29)),  # before King's Day
    ],
)
def test_the_day_of_delivery(ordered: str, ships_on: date, arrives_on: date) -> None:
    answer = promise(datetime.fromisoformat(ordered).replace(tzinfo=clock.AMSTERDAM))
    assert (answer.ships_on, answer.arrives_on) == (ships_on, arrives_on)
    assert answer.order_before == datetime(
        ships_on.year, ships_on.month, ships_on.day, 16, tzinfo=clock.AMSTERDAM
    )
