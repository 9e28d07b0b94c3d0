"""When the visits of a contract are due: spread evenly over each year, counted from its first day."""

from datetime import date, timedelta

from contracts.service.working_days import working_day_by
from d4d.foundation import clock

MONTHS = 12
DAYS = 365


def due_on(counted_from: date, visits_a_year: int, number: int) -> date:
    """The day by which a turn is due when nothing happened before it; the first turn is number 1.

    Each turn has a share of the year and is due on the last working day of it, so that a year of a contract
    holds exactly as many turns as were agreed.
    """
    years, turns = divmod(number, visits_a_year)
    begins = clock.months_later(counted_from, MONTHS * years)
    return working_day_by(_on(begins, visits_a_year, turns) - timedelta(days=1))


def first_number(counted_from: date, visits_a_year: int, starts_on: date) -> int:
    """The first turn of a contract; what was due before a takeover was the other practice's."""
    number = 1
    while due_on(counted_from, visits_a_year, number) < starts_on:
        number += 1
    return number


def due_after(done_on: date, visits_a_year: int) -> date:
    """The day by which the next turn is due, counted from the day on which the last one was done."""
    return working_day_by(_on(done_on, visits_a_year, 1))


def _on(day: date, visits_a_year: int, turns: int) -> date:
    if MONTHS % visits_a_year == 0:
        return clock.months_later(day, turns * MONTHS // visits_a_year)
    return day + timedelta(days=turns * DAYS // visits_a_year)
