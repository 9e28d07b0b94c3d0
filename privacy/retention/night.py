"""The nightly round: every rule, in small parts, each in a transaction of its own."""

import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.db import models

from d4d.foundation import clock, triggers
from privacy.erasure import applying as erasing
from privacy.models import DataSubject, ErasureRun, Hold, RetentionRun
from privacy.register import declarations
from privacy.retention.applying import apply, held, held_fast
from privacy.retention.rules import Rule, with_old_rows
from privacy.vocabulary import Erase

log = logging.getLogger("d4d.privacy")
AT_ONCE = 1_000
MOST_SECONDS = 60.0
THE_NIGHT = "the whole night"
KEPT_LONGER = "kept longer by another law"
LATE_AFTER = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Result:
    """What one rule came to: rows done, rows left for a hold, and whether time ran out."""

    rule: str
    done: int
    held: int
    is_unfinished: bool = False
    milliseconds: int = 0


def night(as_of: date | None = None, *, dry_run: bool = False, seconds: float = MOST_SECONDS) -> list[Result]:
    """Let everything go whose period is over as of a day; a dry run only counts.

    What does not fit in the time goes on at the next call: nothing is remembered but what is still due.
    """
    day = as_of or clock.today()
    until = time.monotonic() + seconds
    results = [_counted(rule, day) if dry_run else _applied(rule, day, until) for rule in with_old_rows(day)]
    if not dry_run:
        results += [_husks(), _identities()]
        _write_down(results, day)
    return [one for one in results if one.done or one.held]


def go_on() -> None:
    """Take up a night that ran out of time."""
    last = RetentionRun.objects.filter(rule=THE_NIGHT).order_by("-pk").first()
    if last is not None and last.left:
        night()


def overdue(today: date | None = None) -> list[str]:
    """The rules of which something should have gone two days ago and did not, holds apart."""
    day = (today or clock.today()) - LATE_AFTER
    return [rule.name for rule in with_old_rows(day) if _is_overdue(rule, day)]


def sound_the_alarm() -> None:
    """Say in the log that something is overdue, as long as it is so."""
    if late := overdue():
        log.error("the periods of %s rules are over and something is still there: %s", len(late), late)


def _is_overdue(rule: Rule, day: date) -> bool:
    """Whether a row is left that no hold keeps, however many held ones stand in front of it."""
    left, holds = set[Any](), Hold.objects.in_force()
    for ids in _batches(rule.due(day).order_by(rule.moment, "pk"), left):
        left |= held_fast(rule.model, ids, holds)
        if set(ids) - left:
            return True
    return False


def _counted(rule: Rule, day: date) -> Result:
    return Result(rule.name, rule.due(day).count(), 0)


def _applied(rule: Rule, day: date, until: float) -> Result:
    began = time.monotonic()
    done, left = 0, set[Any]()
    for ids in _batches(rule.due(day).order_by(rule.moment, "pk"), left):
        if time.monotonic() > until:
            return Result(rule.name, done, len(left), is_unfinished=True, milliseconds=_milliseconds(began))
        back = apply(rule, ids, day)
        left |= back
        done += len(ids) - len(back)
    return Result(rule.name, done, len(left), milliseconds=_milliseconds(began))


def _batches(rows: "models.QuerySet[Any]", left: set[Any]) -> Iterator[list[Any]]:
    """The first thousand, again and again: what was done is not found any more, what was left is skipped."""
    while ids := list(rows.exclude(pk__in=left).values_list("pk", flat=True)[:AT_ONCE]):
        yield ids


def _husks() -> Result:
    """Empty rows that stood on because others referred to them, and that nothing refers to any more."""
    done = 0
    for declaration in declarations().values():
        facts = declaration.columns.values()
        if any(getattr(fact, "erase", None) is Erase.WHEN_UNUSED for fact in facts):
            model = apps.get_model(declaration.model)
            erased = {f"{declaration.subject}__state": DataSubject.State.ERASED}
            for ids in _batches_once(model._base_manager.filter(**erased)):
                back = held(model, ids, Hold.objects.in_force())
                done += _delete_unused(model, [pk for pk in ids if pk not in back])
    return Result("empty rows without books", done, 0)


def _identities() -> Result:
    """Identities of erased people, once no run and no row names them."""
    named = ErasureRun.objects.values("subject")
    rows = DataSubject.objects.filter(state=DataSubject.State.ERASED).exclude(uuid__in=named)
    done = sum(_delete_unused(DataSubject, ids) for ids in _batches_once(rows))
    return Result("identities of erased people", done, 0)


@triggers.purging()
def _delete_unused(model: type[models.Model], ids: list[Any]) -> int:
    return erasing.delete_unused(model, ids)


def _batches_once(rows: "models.QuerySet[Any]") -> Iterator[list[Any]]:
    ids = list(rows.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), AT_ONCE):
        yield ids[start : start + AT_ONCE]


def _write_down(results: list[Result], day: date) -> None:
    told = [one for one in results if one.done or one.is_unfinished]
    rows = [
        RetentionRun(
            rule=one.rule, as_of=day, due=one.done, left=one.is_unfinished, milliseconds=one.milliseconds
        )
        for one in told
    ]
    whole = RetentionRun(
        rule=THE_NIGHT,
        as_of=day,
        due=sum(one.done for one in results),
        left=any(one.is_unfinished for one in results),
        milliseconds=sum(one.milliseconds for one in results),
    )
    RetentionRun.objects.bulk_create([*rows, whole])


def _milliseconds(began: float) -> int:
    return int((time.monotonic() - began) * 1000)
