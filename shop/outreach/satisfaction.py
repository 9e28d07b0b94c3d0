"""How satisfied people are, as totals; what few said is not told."""

from datetime import date

from django.db.models import Count

from shop.outreach.models import Answer
from shop.outreach.models.surveys import Kind

SMALLEST = 5  # opinions; fewer could be somebody
MONTHS = 12


def by_score(kind: str, since: date) -> list[int] | None:
    """How often each of the scores 1 to 5 was given; None where too few people said anything."""
    rows = Answer.objects.filter(kind=kind, month__gte=since).values("score").annotate(some=Count("pk"))
    found = dict(rows.values_list("score", "some"))
    if sum(found.values()) < SMALLEST:
        return None
    return [found.get(score, 0) for score in range(1, 6)]


def recommended(kind: str, since: date) -> list[int] | None:
    """How often each of the figures 0 to 10 was given; None where too few people gave one."""
    said = Answer.objects.filter(kind=kind, month__gte=since).exclude(would_recommend=None)
    rows = said.values("would_recommend").annotate(some=Count("pk"))
    found = dict(rows.values_list("would_recommend", "some"))
    if sum(found.values()) < SMALLEST:
        return None
    return [found.get(figure, 0) for figure in range(11)]


def by_month(kind: str, since: date) -> list[tuple[date, int, int]]:
    """Per month how many people answered and how many percent were satisfied; months of few are left out."""
    rows = (
        Answer.objects.filter(kind=kind, month__gte=since).values("month", "score").annotate(some=Count("pk"))
    )
    months: dict[date, dict[int, int]] = {}
    for row in rows.order_by("month"):
        months.setdefault(row["month"], {})[row["score"]] = row["some"]
    return [
        (month, total, round(100 * (found.get(4, 0) + found.get(5, 0)) / total))
        for month, found in months.items()
        if (total := sum(found.values())) >= SMALLEST
    ]


def kinds() -> list[tuple[str, str]]:
    """What people are asked about, in words."""
    return [(kind.value, str(kind.label)) for kind in Kind]
