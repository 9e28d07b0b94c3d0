"""The clock of a promise runs while people work, and stands still in between."""

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.service import hours
from contracts.service.working_days import is_working_day
from d4d.foundation import clock


def at(text: str) -> datetime:
    """A moment as the clock in Amsterdam shows it."""
    return datetime.fromisoformat(text).replace(tzinfo=clock.AMSTERDAM)


moments = st.datetimes(
    datetime.fromisoformat("2024-01-01"),
    datetime.fromisoformat("2029-12-31"),
    timezones=st.just(clock.AMSTERDAM),
)
lengths = st.integers(0, 60 * 120).map(lambda minutes: timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("reported", "promised", "due"),
    [
        ("2026-11-20T16:00", 8, "2026-11-23T15:30"),  # over a weekend
        ("2026-11-24T10:00", 4, "2026-11-24T14:00"),
        ("2026-11-24T16:00", 1, "2026-11-24T17:00"),  # at closing time, still in time
        ("2026-11-24T06:00", 1, "2026-11-24T09:30"),  # before we open
        ("2026-11-24T23:00", 1, "2026-11-25T09:30"),
        ("2026-11-21T12:00", 8, "2026-11-23T16:30"),  # on a Saturday
        ("2026-12-24T16:00", 8, "2026-12-28T15:30"),  # Christmas, then a weekend
        ("2026-04-24T16:00", 8, "2026-04-28T15:30"),  # King's Day on a Monday
        ("2026-03-27T16:00", 8, "2026-03-30T15:30"),  # the night that lost an hour
        ("2026-10-23T16:00", 8, "2026-10-26T15:30"),  # the night that has one twice
        ("2026-10-25T02:30", 2, "2026-10-26T10:30"),
        ("2026-11-20T16:00", 0, "2026-11-20T16:00"),
    ],
)
def test_a_promise_is_due_after_so_many_working_hours(reported: str, promised: int, due: str) -> None:
    assert hours.due_at(at(reported), promised) == at(due)


@given(moments, st.integers(1, 120))
def test_it_is_due_on_a_working_day_in_opening_hours(start: datetime, promised: int) -> None:
    due = hours.due_at(start, promised)

    assert is_working_day(due.date())
    assert hours.OPENS < due.time() <= hours.CLOSES
    assert due >= start + timedelta(hours=promised)


@given(moments, lengths)
def test_exactly_the_promised_time_was_worked_until_then(start: datetime, work: timedelta) -> None:
    assert hours.between(start, hours.after(start, work)) == work


@given(moments, lengths, lengths)
def test_waiting_in_two_parts_is_waiting_at_once(start: datetime, one: timedelta, two: timedelta) -> None:
    assert hours.after(hours.after(start, one), two) == hours.after(start, one + two)


@given(moments, moments, lengths)
def test_who_reports_later_is_never_served_earlier(a: datetime, b: datetime, work: timedelta) -> None:
    first, second = sorted([a, b])

    assert hours.after(first, work) <= hours.after(second, work)


def test_no_time_is_worked_before_the_start_nor_at_night() -> None:
    assert hours.between(at("2026-11-24T12:00"), at("2026-11-24T11:00")) == timedelta(0)
    assert hours.between(at("2026-11-24T17:00"), at("2026-11-25T08:30")) == timedelta(0)
    assert hours.between(at("2026-11-20T16:00"), at("2026-11-23T09:00")) == timedelta(hours=1, minutes=30)
    assert time(8, 30) == hours.OPENS
