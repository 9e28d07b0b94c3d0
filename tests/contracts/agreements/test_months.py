"""Months are counted from the first day, so that no short month shifts what follows."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from contracts.agreements.charging import charge_cents, left_of
from contracts.agreements.months import first_at_or_after, step
from d4d.foundation import clock


def test_31_january_and_a_month_is_the_last_of_february() -> None:
    assert clock.months_later(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert clock.months_later(date(2028, 1, 31), 1) == date(2028, 2, 29)
    assert clock.months_later(date(2026, 3, 31), -1) == date(2026, 2, 28)


def test_after_a_short_month_the_31st_comes_back() -> None:
    anchor = date(2026, 1, 31)
    days = [anchor]
    for _ in range(4):
        days.append(step(anchor, days[-1], 1))
    assert [f"{day:%m-%d}" for day in days] == ["01-31", "02-28", "03-31", "04-30", "05-31"]


def test_a_leap_day_has_its_anniversary_on_the_28th_and_comes_back() -> None:
    anchor = date(2028, 2, 29)
    assert [step(anchor, clock.months_later(anchor, 12 * n), 12) for n in range(4)] == [
        date(2029, 2, 28),
        date(2030, 2, 28),
        date(2031, 2, 28),
        date(2032, 2, 29),
    ]


@given(
    anchor=st.dates(date(2020, 1, 1), date(2040, 12, 31)),
    day=st.dates(date(2020, 1, 1), date(2060, 12, 31)),
    months=st.sampled_from([1, 3, 12]),
)
def test_the_first_step_at_or_after_a_day_is_the_first(anchor: date, day: date, months: int) -> None:
    found = first_at_or_after(anchor, months, day)
    assert found >= max(anchor, day)
    before = step(anchor, found, -months)
    assert before < day or found == anchor


@given(
    price=st.integers(0, 10_000_000),
    length=st.integers(1, 366),
    cuts=st.lists(st.integers(1, 365), max_size=5),
)
def test_however_a_period_is_cut_up_its_parts_make_up_the_price(
    price: int, length: int, cuts: list[int]
) -> None:
    first = date(2026, 1, 1)
    period = (first, first + timedelta(days=length - 1))
    starts = sorted({0, *(cut for cut in cuts if cut < length)})
    ends = [*starts[1:], length]
    parts = [
        charge_cents(price, period, (first + timedelta(days=start), first + timedelta(days=end - 1)))
        for start, end in zip(starts, ends, strict=True)
    ]
    assert sum(parts) == price
    assert min(parts) >= 0


@given(days=st.sets(st.integers(0, 40)), first=st.integers(0, 20), length=st.integers(1, 20))
def test_what_is_left_of_a_span_is_every_day_that_nobody_holds_once(
    days: set[int], first: int, length: int
) -> None:
    begin = date(2026, 1, 1)
    wanted = (begin + timedelta(days=first), begin + timedelta(days=first + length - 1))
    paid = [(begin + timedelta(days=day), begin + timedelta(days=day)) for day in days]
    found = [
        (span[0] - begin).days + offset
        for span in left_of(wanted, paid)
        for offset in range((span[1] - span[0]).days + 1)
    ]
    assert found == [day for day in range(first, first + length) if day not in days]
