"""A request and its legal clock."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from d4d.foundation import clock
from privacy import requests
from privacy.models import DataSubject, Request
from privacy.requests import term


def somebody() -> UUID:
    return DataSubject.objects.create().uuid


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (datetime(2026, 1, 31, 9, tzinfo=UTC), date(2026, 2, 28)),
        (datetime(2028, 1, 31, 9, tzinfo=UTC), date(2028, 2, 29)),
        (datetime(2028, 2, 29, 9, tzinfo=UTC), date(2028, 3, 29)),
        (datetime(2026, 12, 15, 9, tzinfo=UTC), date(2027, 1, 15)),
        # an hour before midnight in UTC is tomorrow in Rosmalen in summer, and so is half an hour in winter
        (datetime(2026, 5, 30, 22, 30, tzinfo=UTC), date(2026, 6, 30)),
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), date(2027, 2, 1)),
        # the night in which the clock goes back has the hour 02:30 twice, both on 25 October
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), date(2026, 11, 25)),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), date(2026, 11, 25)),
        # 15 August 2026 is a Saturday: the answer is not moved on to Monday
        (datetime(2026, 7, 15, 9, tzinfo=UTC), date(2026, 8, 15)),
    ],
)
def test_the_last_day_is_a_month_later_and_never_moved_on(received: datetime, due: date) -> None:
    assert term.due_on(received) == due


@given(st.dates(date(2020, 1, 1), date(2060, 1, 1)), st.integers(1, 24))
def test_months_are_counted_without_drifting(day: date, months: int) -> None:
    later = clock.months_later(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later + timedelta(days=1)).day == 1
    assert later.day <= day.day


@given(st.dates(date(2020, 1, 1), date(2060, 1, 1)), st.integers(0, 400))
def test_standing_still_adds_exactly_the_days_it_took(day: date, days: int) -> None:
    due = clock.months_later(day, 1)
    assert term.resumed(due, day, day + timedelta(days=days)) == due + timedelta(days=days)
    assert term.extended(due) >= due + timedelta(days=59)


@pytest.mark.django_db
def test_asking_twice_is_one_request_and_nothing_said_is_lost() -> None:
    who = somebody()
    first = requests.open(who, Request.Kind.CORRECTION, source="account", text="Mijn naam is Kok")
    second = requests.open(who, Request.Kind.CORRECTION, source="account", text="en de straat is Kade")
    assert (first.pk, Request.objects.count()) == (second.pk, 1)
    assert second.text == "Mijn naam is Kok\n\nen de straat is Kade"
    assert second.due_on == first.due_on
    other = requests.open(somebody(), Request.Kind.CORRECTION, source="account")
    assert other.pk != first.pk


@pytest.mark.django_db
def test_an_answered_request_makes_room_for_another() -> None:
    who = somebody()
    first = requests.open(who, Request.Kind.COPY, source="account")
    requests.close(first, "granted", article="GDPR art. 15(3)")
    again = requests.close(first, "refused")
    assert (again.state, again.article) == ("granted", "GDPR art. 15(3)")
    assert requests.open(who, Request.Kind.COPY, source="account").pk != first.pk


@pytest.mark.django_db
def test_a_letter_on_paper_counts_from_the_day_it_came_in() -> None:
    came = clock.now() - timedelta(days=20)
    row = requests.open(
        None, Request.Kind.ACCESS, source="paper", name="Bo Kok", email="bo@kok.example", received_at=came
    )
    assert row.due_on == row.original_due_on == term.due_on(came)
    assert row.number == f"V{clock.local(came).year}-0001"
    twice = requests.open(None, Request.Kind.ACCESS, source="mail", email="BO@kok.example")
    assert twice.pk == row.pk


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_moment_are_one_request() -> None:
    who = somebody()

    def ask(_: int) -> int:
        try:
            return requests.open(who, Request.Kind.OBJECTION, source="account", about="security").pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(ask, range(8)))) == 1
    assert Request.objects.count() == 1
