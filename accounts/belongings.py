"""What belongs to a practice, and where it goes when two practices turn out to be one.

Each room says so in its `belongings.py`, of every column that points at a practice; silence is an error:

    moves("orders.Order.practice")
    moves("cart.CartLine.practice", by=into_one_cart)
    stays("accounts.VatCheck.practice", why=_("what was answered about its own VAT number"))

    held_first(contracts_of)  # what must be locked before the practices are
    in_the_way(open_dossiers)  # what must be ended before they can be one
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Value
from django.utils.functional import Promise

from accounts.models import Practice
from privacy.register import declaration_of

Carry = Callable[[int, int], object]
Hold = Callable[[int, int], object]
Obstacles = Callable[[Practice, Practice], Iterable[str | Promise]]


@dataclass(frozen=True, slots=True)
class Belonging:
    """A column that says whose a row is; `why` it stays with the former practice, empty when it moves."""

    column: str
    carry: Carry | None = None
    why: str | Promise = ""

    @property
    def model(self) -> type[models.Model]:
        """The table in which it stands."""
        return apps.get_model(self.column.rpartition(".")[0])

    @property
    def name(self) -> str:
        """The column itself."""
        return self.column.rpartition(".")[2]

    def move(self, former: int, heir: int) -> None:
        """Everything of the one is the other's from now on; harmless to repeat."""
        if self.carry:
            self.carry(former, heir)
        elif not self.why:
            _free(self.model, self.name, former, heir).update(**{self.name: heir})


@dataclass(frozen=True, slots=True)
class Counted:
    """So many rows of one kind, and why they stay where they do."""

    title: str | Promise
    count: int
    why: str | Promise


_belongings: dict[str, Belonging] = {}
_holds: list[Hold] = []
_obstacles: list[Obstacles] = []


def moves(column: str, *, by: Carry | None = None) -> None:
    """Rows go along; what a practice can have only once stays behind where the other has one itself."""
    _belongings[column] = Belonging(column, by)


def stays(column: str, *, why: str | Promise) -> None:
    """Rows stay with the former practice."""
    _belongings[column] = Belonging(column, why=why)


def held_first(hold: Hold) -> None:
    """Let a room lock what it always locks before a practice; the highest floor goes first."""
    _holds.append(hold)


def in_the_way(obstacles: Obstacles) -> None:
    """Let a room say, in words for the staff, what must be ended before two practices can be one."""
    _obstacles.append(obstacles)


def hold(former: int, heir: int) -> None:
    """Lock what every room locks before a practice."""
    for one in reversed(_holds):
        one(former, heir)


def obstacles(former: Practice, heir: Practice) -> list[str]:
    """What must be ended first, in the words of each room."""
    return [str(words) for one in _obstacles for words in one(former, heir)]


def move_all(former: int, heir: int) -> None:
    """Every room carries its own rows over, from the ground up; harmless to repeat."""
    for belonging in _belongings.values():
        belonging.move(former, heir)


def count(practice: Practice) -> list[Counted]:
    """What a practice has, of each kind of which it has anything; one question."""
    known = list(_belongings.values())
    asked = [
        one.model._base_manager.filter(**{one.name: practice})
        .order_by()
        .annotate(place=Value(place))
        .values("place")
        .annotate(rows=Count("pk"))
        for place, one in enumerate(known)
    ]
    found = {row["place"]: row["rows"] for row in asked[0].union(*asked[1:], all=True) if row["rows"]}
    titles = {place: _called(known[place].model) for place in found}
    return [Counted(titles[place], rows, known[place].why) for place, rows in sorted(found.items())]


def _called(model: type[models.Model]) -> str | Promise:
    """What people call these rows."""
    return declaration_of(model._meta.label).title or model._meta.verbose_name_plural or ""


def check(**_: Any) -> list[CheckMessage]:
    """Every column that points at a practice was declared, and every declaration is about one."""
    there = {f"{model._meta.label}.{field.name}": model for model, field in _pointing()}
    silent = [
        Error(
            f"{column} says in no belongings.py where it goes when practices are merged",
            obj=model,
            id="accounts.E002",
        )
        for column, model in there.items()
        if column not in _belongings
    ]
    gone = [
        Error(f"{column} is declared in a belongings.py but points at no practice", id="accounts.E003")
        for column in _belongings
        if column not in there
    ]
    return [*silent, *gone]


def _pointing() -> Iterator[tuple[type[models.Model], "models.Field[Any, Any]"]]:
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.local_concrete_fields:
            if field.related_model is Practice:
                yield model, field


def _free(model: type[models.Model], name: str, former: int, heir: int) -> "models.QuerySet[Any]":
    """The rows of the former practice that no constraint keeps from being the other's."""
    rows = model._base_manager.filter(**{name: former})
    for others, when in _once(model, name):
        same = {other: OuterRef(other) for other in others}
        there = model._base_manager.filter(when, **{name: heir}, **same)
        rows = rows.filter(~(when & Q(Exists(there))))
    return rows


def _once(model: type[models.Model], name: str) -> Iterator[tuple[list[str], Q]]:
    """What a practice can have once: beside which other columns, and when."""
    options = model._meta
    if options.get_field(name).unique:  # type: ignore[union-attr]
        yield [], Q()
    for together in options.unique_together:
        if name in together:
            yield [one for one in together if one != name], Q()
    for constraint in options.constraints:
        if isinstance(constraint, models.UniqueConstraint) and name in constraint.fields:
            yield [one for one in constraint.fields if one != name], constraint.condition or Q()
