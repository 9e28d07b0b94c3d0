"""Until when rows stay that a law keeps."""

from datetime import date, datetime, time
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Count, Max, Q

from d4d.foundation import clock
from privacy.checks import last_of
from privacy.register import Declaration, Longer, declaration_of
from privacy.vocabulary import Keep


def bound(model: type[models.Model], path: str, day: date) -> date | datetime:
    """A day as a bound for a column: the beginning of that day in the Netherlands where it holds moments."""
    if isinstance(last_of(model, path), models.DateTimeField):
        return datetime.combine(day, time(), tzinfo=clock.AMSTERDAM)
    return day


def moment_of(declaration: Declaration, keep: Keep) -> str:
    """The path to the moment from which a period counts; a part counts from that of its whole."""
    if keep.since or not declaration.part_of:
        return keep.since
    whole = apps.get_model(declaration.model)
    for step in declaration.part_of.split("__"):
        whole = whole._meta.get_field(step).related_model
    return f"{declaration.part_of}__{declaration_of(whole._meta.label).keep.since}"


def latest(rows: "models.QuerySet[Any]", declaration: Declaration, keep: Keep) -> date | None:
    """The day on which the last of these rows may go; None as long as that cannot be said."""
    path = moment_of(declaration, keep)
    return _last_day(rows, path, keep) if path else None


def still_kept(rows: "models.QuerySet[Any]", longer: Longer, today: date) -> tuple[list[Any], date | None]:
    """Which of these rows a law keeps longer as of today, and until when."""
    found = rows.filter(kept_on(rows.model, longer, today)).distinct()
    ids = list(found.order_by("pk").values_list("pk", flat=True))
    if not ids:
        return [], None
    return ids, _last_day(rows.filter(Q(**longer.when)), longer.keep.since, longer.keep)


def kept_on(model: type[models.Model], longer: Longer, today: date) -> Q:
    """The condition under which a row stays longer: it is of that kind, and its period is not over."""
    since = longer.keep.since
    limit = bound(model, since, longer.keep.cutoff(today))
    return Q(**longer.when) & (Q(**{f"{since}__isnull": True}) | Q(**{f"{since}__gte": limit}))


def _last_day(rows: "models.QuerySet[Any]", path: str, keep: Keep) -> date | None:
    found = rows.aggregate(last=Max(path), open=Count("pk", filter=Q(**{f"{path}__isnull": True})))
    last = found["last"]
    if last is None or found["open"]:
        return None
    return keep.until(clock.local(last).date() if isinstance(last, datetime) else last)
