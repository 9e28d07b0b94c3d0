"""Counts how the shop is used, when staff have switched that on and only for browsers that agreed.

A kind of page, a day, a number: that is all that is left after a night. Nothing leaves the house.
"""

from collections import defaultdict
from datetime import date, timedelta
from uuid import UUID

from django.core.cache import caches
from django.db import transaction
from django.db.models import Count, F, Sum

from d4d.foundation import clock
from privacy.consent import wording
from privacy.models import CookieChoice, PageCount, PageView, StatisticsSwitch

SMALLEST = 5  # visits; fewer could be somebody
REST = "…"
_REMEMBERED = "statistics-switch"
_SECONDS = 30


def is_on() -> bool:
    """Whether visits are counted; remembered for half a minute, so that no page pays for asking."""
    return bool(caches["memory"].get_or_set(_REMEMBERED, _stands, _SECONDS))


@transaction.atomic
def switch(*, on: bool, actor: UUID | None, reason: str) -> StatisticsSwitch:
    """Staff switch the counting on or off; switching off drops what was counted of single visits."""
    row = StatisticsSwitch.objects.create(is_on=on, actor=actor, reason=reason)
    if not on:
        PageView.objects.all().delete()
    forget_switch()
    transaction.on_commit(forget_switch)
    return row


def forget_switch() -> None:
    """Look again how the switch stands; other processes follow within half a minute."""
    caches["memory"].delete(_REMEMBERED)


def choose(*, agrees: bool, language: str, former: UUID | None) -> CookieChoice:
    """A browser says yes or no to the words it was shown; what was counted of it before a no is gone."""
    with transaction.atomic():
        if former:
            take_back(former)
        return CookieChoice.objects.create(
            allows_statistics=agrees, text=wording.shown(wording.COOKIE_BAR, language)
        )


@transaction.atomic
def take_back(visit: UUID) -> None:
    """A browser takes its consent back: its rows go at once."""
    CookieChoice.objects.filter(key=visit, ended_at=None).update(ended_at=clock.now())
    PageView.objects.filter(visit=visit).delete()


def count(visit: UUID, kind: str) -> None:
    """A browser that agreed opened a page. Asks the switch and the choice themselves, not a memory."""
    agreed = CookieChoice.objects.filter(key=visit, allows_statistics=True, ended_at=None)
    if _stands() and agreed.exists():
        PageView.objects.create(visit=visit, kind=kind[:120], day=clock.today())


@transaction.atomic
def fold() -> int:
    """Yesterday's visits become totals, and what was known of single visits goes; rows that went."""
    past = PageView.objects.filter(day__lt=clock.today())
    groups = past.values("day", "kind").annotate(views=Count("pk"), visits=Count("visit", distinct=True))
    rest: dict[date, list[str]] = defaultdict(list)
    for group in groups:
        if group["visits"] < SMALLEST:
            rest[group["day"]].append(group["kind"])
        else:
            _add(group["day"], group["kind"], group["views"])
    for day, kinds in rest.items():
        small = past.filter(day=day, kind__in=kinds)
        if small.values("visit").distinct().count() >= SMALLEST:
            _add(day, REST, small.count())
    return past.delete()[0]


def per_day(days: int) -> list[tuple[date, int]]:
    """How many pages were opened on each of the last days, yesterday the last."""
    first = clock.today() - timedelta(days=days)
    found = PageCount.objects.filter(day__gte=first).values("day").annotate(views_of_day=Sum("views"))
    counted = dict(found.values_list("day", "views_of_day"))
    return [(day, counted.get(day, 0)) for day in (first + timedelta(days=number) for number in range(days))]


def per_kind(days: int) -> list[tuple[str, int]]:
    """How often each kind of page was opened in the last days, the most used first."""
    first = clock.today() - timedelta(days=days)
    found = PageCount.objects.filter(day__gte=first).values("kind").annotate(total=Sum("views"))
    return list(found.order_by("-total", "kind").values_list("kind", "total"))


def _stands() -> bool:
    return bool(StatisticsSwitch.objects.order_by("-pk").values_list("is_on", flat=True).first())


def _add(day: date, kind: str, views: int) -> None:
    row, is_new = PageCount.objects.get_or_create(day=day, kind=kind, defaults={"views": views})
    if not is_new:
        PageCount.objects.filter(pk=row.pk).update(views=F("views") + views)
