"""A week of visits: engineers beside each other, days next to each other."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from contracts.service.engineers import engineers, names
from contracts.service.models import Visit
from contracts.service.working_days import day_off
from d4d.foundation import clock

WORKING_DAYS, ALL_DAYS = 5, 7
WEEK = re.compile(r"(\d{4})-W(\d{2})")


@dataclass(frozen=True, slots=True)
class Day:
    """A column: the day, and the holiday that it is."""

    date: date
    holiday: str


@dataclass(frozen=True, slots=True)
class Row:
    """An engineer, and the visits of each day."""

    name: str
    days: Sequence[Sequence[Visit]]


@dataclass(frozen=True, slots=True)
class Week:
    """What is agreed for one week."""

    days: Sequence[Day]
    rows: Sequence[Row]
    before: str
    after: str

    @property
    def first(self) -> date:
        """Its Monday."""
        return self.days[0].date


def week_of(wanted: str, today: date) -> Week:
    """The week that is named ("2026-W48"), or that of today; who has no engineer yet stands below."""
    monday = _monday(wanted) or today - timedelta(days=today.weekday())
    visits = list(
        Visit.objects.between(monday, monday + timedelta(days=ALL_DAYS - 1))
        .select_related("practice")
        .order_by("starts_at", "pk")
    )
    shown = ALL_DAYS if any(_day(one).weekday() >= WORKING_DAYS for one in visits) else WORKING_DAYS
    days = [monday + timedelta(days=number) for number in range(shown)]
    return Week(
        [Day(day, day_off(day)) for day in days],
        _rows(visits, days),
        _name(monday - timedelta(days=ALL_DAYS)),
        _name(monday + timedelta(days=ALL_DAYS)),
    )


def _rows(visits: Sequence[Visit], days: Sequence[date]) -> list[Row]:
    of: dict[tuple[UUID | None, date], list[Visit]] = defaultdict(list)
    for visit in visits:
        of[visit.engineer, _day(visit)].append(visit)
    called: dict[UUID | None, str] = {one.subject.uuid: one.full_name() or str(one) for one in engineers()}
    called.update(names({who for who, _ in of} - called.keys()).items())
    called[None] = ""
    return [
        Row(name, [of[who, day] for day in days])
        for who, name in called.items()
        if name or any(of[who, day] for day in days)
    ]


def _day(visit: Visit) -> date:
    assert visit.starts_at, "what stands in a week has a time"
    return clock.local(visit.starts_at).date()


def _monday(name: str) -> date | None:
    found = WEEK.fullmatch(name)
    if not found:
        return None
    try:
        return date.fromisocalendar(int(found[1]), int(found[2]), 1)
    except ValueError:  # a week that the year has not
        return None


def _name(monday: date) -> str:
    year, week, _ = monday.isocalendar()
    return f"{year}-W{week:02}"
