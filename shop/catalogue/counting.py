"""Counts how the shop is used without keeping who used it, and without a statement on anybody's page.

A process remembers its counts for a minute and writes them down together, after an answer has left. What it
had not written when it stopped is lost: these are figures to learn from, not books.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from threading import Lock
from time import monotonic
from typing import Any

from django.core.cache import caches
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse

from accounts.models import Practice
from d4d.foundation import clock, seal
from d4d.foundation.visits import network_of
from shop.catalogue.models import ProductCount, SearchCount, StepCount

Step = StepCount.Step
SMALLEST = 5  # different visitors; fewer could be somebody
SLOTS = 60
LONGEST = 60
EVERY_SECONDS = 60
KEPT_MONTHS = 13
_REMEMBERED = "counting"
_PERSONAL = re.compile(r"@|\d[\d \-.]{7,}\d")  # an address, a telephone number, a number of the state
_lock = Lock()


@dataclass(slots=True)
class Search:
    """The same words, looked for in this minute."""

    times: int = 0
    in_vain: int = 0
    slots: int = 0


@dataclass(slots=True)
class Minute:
    """What was counted since the last time that it was written down."""

    began: float = field(default_factory=monotonic)
    searches: dict[str, Search] = field(default_factory=dict)
    products: Counter[int] = field(default_factory=Counter)
    steps: Counter[str] = field(default_factory=Counter)


def searched(words: str, found: int, practice: Practice | None, request: HttpRequest) -> None:
    """Somebody looked for something; of them one slot in sixty is ticked."""
    text = " ".join(words.casefold().split())
    if not text or len(text) > LONGEST or _PERSONAL.search(text):
        return
    visitor = f"practice {practice.pk}" if practice else network_of(request)
    with _lock:
        search = _minute().searches.setdefault(text, Search())
        search.times += 1
        search.in_vain += found == 0
        search.slots |= _slot_of(text, visitor)


def opened(product_id: int) -> None:
    """Somebody opened a product."""
    with _lock:
        _minute().products[product_id] += 1
        _minute().steps[Step.OPENED] += 1


def stepped(step: str) -> None:
    """Somebody came a step nearer to an order."""
    with _lock:
        _minute().steps[step] += 1


def write_after(response: HttpResponse) -> None:
    """Once this answer has left, write down what was counted, if it is time for that."""
    if monotonic() - _minute().began > EVERY_SECONDS:
        response._resource_closers.append(write_down)  # type: ignore[attr-defined]  # noqa: SLF001 - Django has no other door after the answer


def write_down() -> None:
    """Add what was counted to the totals."""
    with _lock:
        minute = _minute()
        caches["memory"].delete(_REMEMBERED)
    today = clock.today()
    with transaction.atomic():
        for text, search in sorted(minute.searches.items()):
            _add_search(text, search, today.replace(day=1))
        for product_id, times in sorted(minute.products.items()):
            _add(ProductCount, times, product_id=product_id, day=today)
        for step, times in sorted(minute.steps.items()):
            _add(StepCount, times, step=step, day=today)


def forget() -> int:
    """What too few people looked for goes after its month, and everything after a year; rows that went."""
    month = clock.today().replace(day=1)
    oldest = date(month.year - 1, month.month, 1) - timedelta(days=1)
    rows = SearchCount.objects
    gone = rows.filter(text="", month__lt=month).delete()[0] + rows.filter(month__lt=oldest).delete()[0]
    gone += ProductCount.objects.filter(day__lt=oldest).delete()[0]
    return gone + StepCount.objects.filter(day__lt=oldest).delete()[0]


def _minute() -> Minute:
    found = caches["memory"].get(_REMEMBERED)
    if not isinstance(found, Minute):
        found = Minute()
        caches["memory"].set(_REMEMBERED, found, timeout=None)
    return found


def _slot_of(text: str, visitor: str) -> int:
    if not visitor:
        return 0
    return 1 << (int(seal.fingerprint("search-slot", f"{text}\n{visitor}"), 16) % SLOTS)


def _add_search(text: str, search: Search, month: date) -> None:
    mark = seal.fingerprint("search", text)
    SearchCount.objects.bulk_create([SearchCount(mark=mark, month=month)], ignore_conflicts=True)
    row = SearchCount.objects.select_for_update().get(mark=mark, month=month)
    row.times += search.times
    row.in_vain += search.in_vain
    row.slots |= search.slots
    if row.slots.bit_count() >= SMALLEST:
        row.text, row.slots = text, (1 << SMALLEST) - 1  # which slots they were is told no more
    row.save(update_fields=["times", "in_vain", "slots", "text"])


def _add(model: type[ProductCount] | type[StepCount], times: int, **of: Any) -> None:
    rows: list[Any] = [model(**of)]
    model.objects.bulk_create(rows, ignore_conflicts=True)
    model.objects.filter(**of).update(times=F("times") + times)
