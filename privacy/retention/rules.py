"""The periods of the register as rules: one for each moment of a table from which something counts.

Whatever in other tables counts from that same moment goes with it: the notes, scans and names of an order
two years after it was closed, its payments seven years after its books were.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection, models
from django.db.models import Q

from privacy import walk
from privacy.erasure import order, periods
from privacy.erasure.plan import EMPTYING
from privacy.register import Declaration, Personal, declaration_of, declarations
from privacy.vocabulary import Erase, Keep


@dataclass(frozen=True, slots=True)
class Share:
    """What a rule does to one table: which columns are over, and the way to the row with the moment."""

    declaration: Declaration
    model: type[models.Model]
    path: str
    columns: tuple[str, ...]

    @property
    def deletes(self) -> bool:
        """Whether the whole row goes."""
        facts = self.declaration.columns
        return any(_fact(facts[name]).at_end is Erase.DELETE_ROW for name in self.columns)

    @property
    def emptied(self) -> list[str]:
        """The columns that say nothing any more, where the row stays."""
        facts = self.declaration.columns
        return [name for name in self.columns if _fact(facts[name]).at_end in EMPTYING]

    def parts_over(self, as_of: date) -> "models.QuerySet[Any]":
        """The rows of its table that no longer period keeps on a day."""
        found = self.model._base_manager.all()
        for longer in self.declaration.longer:
            kept = self.model._base_manager.filter(periods.kept_on(self.model, longer, as_of))
            found = found.exclude(models.Exists(kept.filter(pk=models.OuterRef("pk"))))
        return found


@dataclass(slots=True)
class Rule:
    """Rows of a table whose moment is so long ago that something about them is over."""

    model: type[models.Model]
    moment: str
    keep: Keep
    shares: list[Share] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The moment it counts from and the period, as the log of the nights calls it."""
        length = f"{self.keep.years} years" if self.keep.years else f"{self.keep.days} days"
        return f"{self.model._meta.label}.{self.moment} + {length}"

    @property
    def declaration(self) -> Declaration:
        """What was said about the table with the moment."""
        return declaration_of(self.model._meta.label)

    @property
    def own(self) -> Share | None:
        """What happens to the row with the moment itself."""
        return next((share for share in self.shares if not share.path), None)

    @property
    def mark(self) -> str:
        """The column that says that this rule was applied to a row that stays."""
        marks = self.declaration.done.items()
        own = (name for keep, name in marks if keep.since == self.moment and _bare(keep) == _bare(self.keep))
        return next(own, "")

    def old_enough(self, as_of: date) -> "models.QuerySet[Any]":
        """The rows without a mark whose period is over; an index finds them."""
        limit = periods.bound(self.model, self.moment, self.keep.cutoff(as_of))
        unmarked = {self.mark: None} if self.mark else {}
        return self.model._base_manager.filter(**{f"{self.moment}__lt": limit}, **unmarked)

    def due(self, as_of: date) -> "models.QuerySet[Any]":
        """Those of them to which something is still to be done, and that no longer period keeps."""
        found = self.old_enough(as_of)
        if self.mark:
            return found
        for longer in self.declaration.longer:
            kept = self.model._base_manager.filter(periods.kept_on(self.model, longer, as_of))
            found = found.exclude(pk__in=kept.values("pk"))
        return found if self.own and self.own.deletes else found.filter(self._something_left(as_of))

    def _something_left(self, as_of: date) -> Q:
        """Without a mark: rows in which a column still says something, or of which parts stand there."""
        left = Q(pk__in=[])
        for share in self.shares:
            if not share.path:
                for name in share.columns:
                    column = share.model._meta.get_field(name)
                    nothing = Q(**{f"{name}__isnull": True}) if column.null else Q(**{name: ""})
                    left |= ~nothing
            elif share.deletes:
                parts = share.parts_over(as_of).filter(**{share.path: models.OuterRef("pk")})
                left |= Q(models.Exists(parts))
        return left


def with_old_rows(as_of: date) -> list[Rule]:
    """The rules of which a row is old enough, by one question for all; of the others nothing is due."""
    parts = [rule.old_enough(as_of).values("pk").query.sql_with_params() for rule in rules()]
    words = ", ".join(f"EXISTS ({sql})" for sql, _ in parts)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {words}", [value for _, values in parts for value in values])
        found = cursor.fetchone()
    return [rule for rule, is_there in zip(rules(), found, strict=True) if is_there]


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule, those whose rows point at others first."""
    found: dict[tuple[type[models.Model], str, Keep], Rule] = {}
    for share, keep, moment in _shares():
        model, path = _root(share.model, keep.since)
        key = (model, moment, _bare(keep))
        rule = found.setdefault(key, Rule(model, moment, keep.counted_from(moment)))
        rule.shares.append(replace(share, path=path))
    for rule in found.values():
        rule.shares.sort(key=lambda one: -order.rank(one.model))
    return tuple(sorted(found.values(), key=lambda rule: (-_height(rule), rule.name)))


def parts_of(model: type[models.Model]) -> list[tuple[type[models.Model], str]]:
    """The tables whose rows are parts of a row of this one, with the way to it, what points first."""
    found = []
    for declaration in declarations().values():
        if declaration.part_of:
            part = apps.get_model(declaration.model)
            whole, path = _along(part, declaration.part_of)
            if whole is model:
                found.append((part, path))
    return sorted(found, key=lambda pair: -order.rank(pair[0]))


def _shares() -> Iterator[tuple[Share, Keep, str]]:
    for declaration in declarations().values():
        by_keep: dict[Keep, list[str]] = defaultdict(list)
        for name, fact in declaration.columns.items():
            if isinstance(fact, Personal) and fact.keep.since:
                by_keep[fact.keep].append(name)
        for keep, names in by_keep.items():
            model = apps.get_model(declaration.model)
            yield Share(declaration, model, "", tuple(names)), keep, keep.since.rpartition("__")[2]
        yield from _longer_shares(declaration)


def _longer_shares(declaration: Declaration) -> Iterator[tuple[Share, Keep, str]]:
    """What stays longer because of a row above it goes when the longer period of that row is over."""
    model = apps.get_model(declaration.model)
    everything = tuple(name for name, fact in declaration.columns.items() if isinstance(fact, Personal))
    for longer in declaration.longer:
        path, _, moment = longer.keep.since.rpartition("__")
        if path and None not in walk.fields_along(model, path):
            yield Share(declaration, model, "", everything), longer.keep, moment


def _root(model: type[models.Model], since: str) -> tuple[type[models.Model], str]:
    """The table in which the moment stands, and the way to it."""
    return _along(model, since.rpartition("__")[0])


def _along(model: type[models.Model], path: str) -> tuple[type[models.Model], str]:
    here: Any = model
    for step in filter(None, path.split("__")):
        here = here._meta.get_field(step).related_model
    return here, path


def _height(rule: Rule) -> int:
    tables = [rule.model] if rule.own else [share.model for share in rule.shares]
    return max(order.rank(table) for table in tables)


def _bare(keep: Keep) -> Keep:
    """A period without the place it counts from: two tables of the same law have the same one."""
    return replace(keep, since="", law="", after="")


def _fact(fact: object) -> Personal:
    assert isinstance(fact, Personal), "a rule concerns personal columns"
    return fact
