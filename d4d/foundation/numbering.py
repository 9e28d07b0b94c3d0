"""Consecutive numbers without a gap: drawn inside the transaction that uses them."""

from django.db import connection
from django.db.models import F

from d4d.foundation.models import Counter


def draw(series: str) -> int:
    """The next number of a series.

    The row stays locked until the transaction ends: draw last. A rollback gives the number back, so
    that 1..n has no hole and no double.
    """
    return draw_many(series, 1)[0]


def draw_many(series: str, count: int) -> range:
    """The next so many numbers of a series, at once; the same holds for them."""
    assert connection.in_atomic_block, "a number is drawn by the transaction that uses it"
    if not Counter.objects.filter(series=series).update(value=F("value") + count):
        Counter.objects.bulk_create([Counter(series=series)], ignore_conflicts=True)
        Counter.objects.filter(series=series).update(value=F("value") + count)
    last = Counter.objects.values_list("value", flat=True).get(series=series)
    return range(last - count + 1, last + 1)


def raise_to(series: str, value: int) -> None:
    """Never again give out a number up to this one (after an old backup was restored)."""
    Counter.objects.bulk_create([Counter(series=series)], ignore_conflicts=True)
    Counter.objects.filter(series=series, value__lt=value).update(value=value)
