"""We come from Monday to Friday, unless the Netherlands celebrate."""

from datetime import date

import pytest
from django.utils import translation

from contracts.service.working_days import day_off, is_working_day, working_day_by, working_day_from


@pytest.mark.parametrize(
    ("day", "first_from", "last_by"),
    [
        (date(2026, 11, 23), date(2026, 11, 23), date(2026, 11, 23)),  # Monday
        (date(2026, 11, 28), date(2026, 11, 30), date(2026, 11, 27)),  # Saturday
        (date(2026, 12, 25), date(2026, 12, 28), date(2026, 12, 24)),  # Christmas on a Friday
        (date(2027, 4, 27), date(2027, 4, 28), date(2027, 4, 26)),  # King's Day
        (date(2027, 1, 1), date(2027, 1, 4), date(2026, 12, 31)),  # New Year's Day on a Friday
    ],
)
def test_a_day_off_gives_way_to_the_next_or_the_last_working_day(
    day: date, first_from: date, last_by: date
) -> None:
    assert (working_day_from(day), working_day_by(day)) == (first_from, last_by)


def test_liberation_day_is_off_once_in_five_years() -> None:
    assert is_working_day(date(2026, 5, 5))
    assert not is_working_day(date(2025, 5, 5))


def test_a_day_off_has_a_name_in_the_readers_language() -> None:
    with translation.override("nl"):
        assert day_off(date(2027, 4, 27)) == "Koningsdag"
    with translation.override("en"):
        assert day_off(date(2027, 4, 27)) == "King's Day"
        assert day_off(date(2027, 4, 28)) == ""
