"""What an erasure will do to whom: found by the register before anything is written.

The same plan is shown as a preview, carried out, and made again afterwards to see that nothing is left.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

from privacy import walk
from privacy.emptying import nothing_in
from privacy.erasure import order, periods
from privacy.models import ErasureItem, Hold
from privacy.register import Declaration, declarations
from privacy.vocabulary import Erase

Act = ErasureItem.Act
AT_ONCE = 1_000
EMPTYING = (Erase.BLANK, Erase.UNLINK, Erase.DELETE_FILE)
WRITES = (Act.EMPTY, Act.DELETE, Act.DELETE_UNUSED)


@dataclass(frozen=True, slots=True)
class Step:
    """Rows of one table, and the one thing that is done to them."""

    model: type[models.Model]
    act: str
    ids: tuple[Any, ...]
    columns: tuple[str, ...] = ()
    law: str = ""
    until: date | None = None

    @property
    def table(self) -> str:
        """The table as the register names it."""
        return self.model._meta.label


def plan(subject: UUID, today: date) -> list[Step]:
    """Every step of the erasure of somebody, in the order in which they can be taken."""
    found = [step for place in walk.rows(subject) for step in _steps(place, today)]
    found += _held_before(subject)
    found += _words_about(found)
    held = _hold_back(found, list(Hold.objects.in_force().filter(subject=subject)))
    return sorted(_spare(held), key=_turn)


def _steps(place: walk.Rows, today: date) -> Iterator[Step]:
    ids = tuple(place.queryset.order_by("pk").values_list("pk", flat=True))
    if not ids:
        return
    stays: set[Any] = set()
    for longer in place.declaration.longer:
        rows, until = periods.still_kept(place.queryset, longer, today)
        if rows:
            stays |= set(rows)
            yield Step(place.model, Act.KEPT, tuple(rows), law=longer.keep.law, until=until)
    free = tuple(pk for pk in ids if pk not in stays)
    if any(fact.erase is Erase.DELETE_ROW for fact in place.columns.values()):
        if free:
            yield Step(place.model, Act.DELETE, free)
        return
    names = tuple(name for name, fact in place.columns.items() if fact.erase in EMPTYING)
    if filled := _not_yet_empty(place.model, names, ids):  # also where another law keeps the row
        yield Step(place.model, Act.EMPTY, filled, names)
    if free:
        yield from _steps_of_free_rows(place, free)


def _steps_of_free_rows(place: walk.Rows, ids: tuple[Any, ...]) -> Iterator[Step]:
    if any(fact.erase is Erase.WHEN_UNUSED for fact in place.columns.values()):
        yield Step(place.model, Act.DELETE_UNUSED, ids)
    if kept := {name: fact for name, fact in place.columns.items() if fact.erase is Erase.KEEP}:
        laws = sorted({fact.keep.law for fact in kept.values()})
        fact = next(iter(kept.values()))
        until = periods.latest(place.queryset, place.declaration, fact.keep)
        yield Step(place.model, Act.KEPT, ids, tuple(kept), law=", ".join(laws), until=until)


def _not_yet_empty(model: type[models.Model], names: tuple[str, ...], ids: Iterable[Any]) -> tuple[Any, ...]:
    """The rows in which at least one of these columns still says something."""
    says_something = Q(pk__in=[])
    for name in names:
        nothing = nothing_in(model, name)
        says_something |= Q(**{f"{name}__isnull": False}) if nothing is None else ~Q(**{name: nothing})
    found: list[Any] = []
    for chunk in chunks(ids):
        rows = model._base_manager.filter(says_something, pk__in=chunk).order_by("pk")
        found += rows.values_list("pk", flat=True)
    return tuple(found)


def _held_before(subject: UUID) -> list[Step]:
    """What a hold kept back in an earlier erasure: by then no path leads to these rows any more."""
    steps = []
    earlier = ErasureItem.objects.filter(run__subject=subject, act=Act.HELD, done_at=None)
    for item in earlier.order_by("run", "position"):
        model = apps.get_model(item.table)
        present = model._base_manager.filter(pk__in=item.ids).values_list("pk", flat=True)
        ids = tuple(present)
        if item.columns:
            ids = _not_yet_empty(model, tuple(item.columns), ids)
        act = Act.EMPTY if item.columns else Act.DELETE
        if ids:
            steps.append(Step(model, act, ids, tuple(item.columns)))
    return steps


def _words_about(steps: list[Step]) -> Iterator[Step]:
    """Words that other tables hold about these rows: reasons of steps, names in the journal of the desk."""
    told_of: dict[type[models.Model], set[Any]] = defaultdict(set)
    for step in steps:
        told_of[step.model] |= set(step.ids)
    for declaration in declarations().values():
        if declaration.tells_of:
            for model, ids in told_of.items():
                yield from _words_of(declaration, declaration.tells_of, model, ids)


def _words_of(
    declaration: Declaration, tells_of: tuple[str, str], model: type[models.Model], ids: Iterable[Any]
) -> Iterator[Step]:
    table = apps.get_model(declaration.model)
    kind, number = tells_of
    field: Any = table._meta.get_field(kind)
    name: Any = ContentType.objects.get_for_model(model).pk if field.is_relation else model._meta.label
    is_text = isinstance(table._meta.get_field(number), models.TextField | models.CharField)
    for chunk in chunks(sorted(ids)):
        numbers = [str(pk) for pk in chunk] if is_text else chunk
        rows = table._base_manager.filter(**{kind: name, f"{number}__in": numbers})
        filled = Q(pk__in=[])
        for word in declaration.told:
            filled |= ~Q(**{word: ""})
        found = tuple(rows.filter(filled).order_by("pk").values_list("pk", flat=True))
        if found:
            yield Step(table, Act.EMPTY, found, declaration.told)


def _hold_back(steps: list[Step], holds: list[Hold]) -> Iterator[Step]:
    for step in steps:
        if step.act not in WRITES:
            yield step
            continue
        held = {pk for hold in holds for pk in hold.keeps(step.table, step.ids)}
        back = tuple(pk for pk in step.ids if pk in held)
        free = tuple(pk for pk in step.ids if pk not in held)
        if back:
            yield replace(step, act=Act.HELD, ids=back)
        if free:
            yield replace(step, ids=free)


def _spare(steps: Iterable[Step]) -> list[Step]:
    """Rows on which others stand that stay, stay with them: nobody else's row goes along."""
    done: list[Step] = []
    going: dict[type[models.Model], set[Any]] = defaultdict(set)
    staying: dict[type[models.Model], set[Any]] = defaultdict(set)
    rest = sorted(steps, key=_turn)
    for step in rest:
        if step.act == Act.HELD:
            staying[step.model] |= set(step.ids)
    for step in rest:
        if step.act != Act.DELETE:
            done.append(step)
            continue
        needed = _needed(step, going)
        free = tuple(pk for pk in step.ids if pk not in needed)
        if needed:
            because = Act.HELD if stood_on(step.model, staying, needed) else Act.KEPT
            done.append(replace(step, act=because, ids=tuple(sorted(needed))))
            staying[step.model] |= needed
        if free:
            going[step.model] |= set(free)
            done.append(replace(step, ids=free))
    return done


def _needed(step: Step, going: dict[type[models.Model], set[Any]]) -> set[Any]:
    needed: set[Any] = set()
    for relation in order.pointers_at(step.model):
        origin: Any = relation.related_model
        if origin is step.model:
            continue
        name = relation.field.name
        for chunk in chunks(step.ids):
            rows = order.pointing(relation, chunk).values_list("pk", f"{name}__pk")
            needed |= {parent for pk, parent in rows if pk not in going[origin]}
    return needed


def stood_on(
    model: type[models.Model], staying: Mapping[type[models.Model], set[Any]], ids: Iterable[Any]
) -> set[Any]:
    """Which of these rows one that stays stands on."""
    found: set[Any] = set()
    for relation in order.pointers_at(model):
        origin: Any = relation.related_model
        if stays := staying.get(origin):
            rows = order.pointing(relation, list(ids)).values_list("pk", f"{relation.field.name}__pk")
            found |= {parent for pk, parent in rows if pk in stays}
    return found


def _turn(step: Step) -> tuple[int, int]:
    """First what is made empty, then rows, those that others point at last; what stays is only told."""
    turns = {Act.EMPTY: 0, Act.DELETE: 1, Act.DELETE_UNUSED: 2}
    return turns.get(Act(step.act), 3), -order.rank(step.model)


def chunks(ids: Iterable[Any]) -> Iterator[list[Any]]:
    """So many at a time that a database takes them in one statement."""
    every = list(ids)
    for start in range(0, len(every), AT_ONCE):
        yield every[start : start + AT_ONCE]
