"""What waits for the staff today: one tile per queue, all of them counted in one question."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.core.cache import caches
from django.db.models import Count
from django.db.models.functions import TruncDate
from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext

from d4d.chart import BarChart
from d4d.desk import contracts, counting, debtors, house, privacy, shop
from d4d.foundation import clock
from d4d.foundation.services import hours_since_backup, is_backup_late
from privacy import journal
from shop.orders.models import Order, OrderQuerySet

DAYS_SHOWN = 14
DAY_SECONDS = 86_400
MOST_COUNTED = 250
QUEUES = (*shop.QUEUES, *debtors.QUEUES, *privacy.QUEUES, *contracts.QUEUES, *house.QUEUES)


def alarms() -> Iterable[str]:
    """What somebody must see to before anything else."""
    book = journal.stand()
    if book.is_alarming:
        remarks = "; ".join(book.remarks)
        yield gettext("The erasure journal is not whole: %(remarks)s.") % {"remarks": remarks}
    if is_backup_late():
        hours = hours_since_backup()
        if hours is None:
            yield gettext("There is no backup yet.")
        else:
            yield gettext("The last backup is %(hours)s hours old.") % {"hours": hours}


def queues_for(request: HttpRequest) -> list[dict[str, Any]]:
    """The tiles that this member of staff may see; of very many nobody needs to know how many."""
    seen = [queue for queue in QUEUES if request.user.has_perm(queue.permission)]
    counted = counting.sizes([queue.waiting() for queue in seen], MOST_COUNTED + 1)
    return [
        {
            "title": queue.title,
            "url": f"{reverse(f'admin:{queue.page}_changelist')}?{queue.query}",
            "count": min(count, MOST_COUNTED),
            "has_more": count > MOST_COUNTED,
            "tone": queue.tone,
        }
        for queue, count in zip(seen, counted, strict=True)
    ]


def orders_per_day() -> BarChart:
    """Orders of the last two weeks, one bar a day; days that are over are counted once."""
    today = clock.today()
    days = [today - timedelta(days=ago) for ago in reversed(range(DAYS_SHOWN))]
    memory, key = caches["memory"], f"desk-orders-before-{today}"
    before: dict[date, int] | None = memory.get(key)
    if before is None:
        before = _counted(Order.objects.filter(placed_at__gte=clock.midnight(days[0])), until=today)
        memory.set(key, before, DAY_SECONDS)
    counted = before | _counted(Order.objects.filter(placed_at__gte=clock.midnight(today)))
    figures = [(date_format(day, "j b"), counted.get(day, 0)) for day in days]
    return BarChart(gettext("Orders per day"), figures)


def _counted(orders: OrderQuerySet, *, until: date | None = None) -> dict[date, int]:
    rows = orders.filter(placed_at__lt=clock.midnight(until)) if until else orders
    days = rows.annotate(day=TruncDate("placed_at", tzinfo=clock.AMSTERDAM)).values("day")
    return dict(days.annotate(orders=Count("pk")).values_list("day", "orders"))
