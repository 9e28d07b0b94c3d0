"""After an old backup was put back: no order number is given out twice."""

from collections.abc import Iterator
from datetime import datetime

from d4d.foundation import clock, numbering
from d4d.foundation.reconciliation import Finding
from shop.orders.models import Order

LEAP = 1_000  # more than are ordered between two backups


def catch_up(since: datetime) -> Iterator[Finding]:
    """Leave out the numbers that lost orders may bear; order numbers may have a gap, invoices not."""
    for year in range(clock.local(since).year, clock.today().year + 1):
        last = Order.objects.filter(number__startswith=f"D{year}-").order_by("-pk").first()
        reached = (int(last.number.partition("-")[2]) if last else 0) + LEAP
        numbering.raise_to(f"order:{year}", reached)
        yield Finding(f"the numbers of {year} go on after {reached}")


def is_taken(number: str) -> None:
    """A number was seen outside: it and those before it are not given out again."""
    year, _, sequence = number.removeprefix("D").partition("-")
    if number.startswith("D") and year.isdecimal() and sequence.isdecimal():
        numbering.raise_to(f"order:{year}", int(sequence))
