"""What the counts say: totals for the desk, of which none is about few people."""

from datetime import date, timedelta

from django.db.models import QuerySet, Sum

from d4d.foundation import clock
from shop.catalogue.counting import SMALLEST, Step
from shop.catalogue.models import ProductCount, SearchCount, StepCount

DAYS = 30
ROWS = 30


def words(*, in_vain: bool = False) -> list[tuple[str, int, int]]:
    """What was looked for most in these two months: words, how often, and how often in vain."""
    rows = _known().values("text").annotate(all=Sum("times"), vain=Sum("in_vain"))
    if in_vain:
        rows = rows.filter(vain__gte=SMALLEST).order_by("-vain", "text")
    else:
        rows = rows.order_by("-all", "text")
    return list(rows.values_list("text", "all", "vain")[:ROWS])


def products() -> list[tuple[str, int]]:
    """Which products were opened most in these days."""
    rows = ProductCount.objects.filter(day__gte=_first_day()).values("product__name")
    counted = rows.annotate(all=Sum("times")).filter(all__gte=SMALLEST).order_by("-all", "product__name")
    return list(counted.values_list("product__name", "all")[:ROWS])


def steps() -> list[tuple[str, int]]:
    """How often each step to an order was taken in these days, in the order of the steps."""
    rows = StepCount.objects.filter(day__gte=_first_day()).values("step").annotate(all=Sum("times"))
    found = dict(rows.values_list("step", "all"))
    return [(str(step.label), found.get(step, 0)) for step in Step if found.get(step, 0) >= SMALLEST]


def _known() -> QuerySet[SearchCount]:
    month = clock.today().replace(day=1)
    before = (month - timedelta(days=1)).replace(day=1)
    return SearchCount.objects.filter(month__gte=before).exclude(text="")


def _first_day() -> date:
    return clock.today() - timedelta(days=DAYS)
