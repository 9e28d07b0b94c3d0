"""Where somebody's data stands: in each declared table the rows and the columns that are theirs.

One walk serves the copy, the erasure and its preview, so that none of them knows a place the others forget.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models

from privacy.models import DataSubject
from privacy.register import Declaration, Personal, declarations


class End(StrEnum):
    """What a path of fields arrives at."""

    PERSON = "a link to privacy.DataSubject"
    UUID = "the identity itself"


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one table that are about somebody along one path, and which of their columns are.

    `columns` are personal ones; what else stands in these rows is about nobody or about somebody else.
    A table that knows a person in two ways ("practice__subject", "placed_by__subject") comes twice.
    """

    declaration: Declaration
    model: type[models.Model]
    path: str
    queryset: "models.QuerySet[Any]"
    columns: Mapping[str, Personal]


def rows(subject: UUID) -> Iterator[Rows]:
    """Every place where the register says that data about somebody stands, in the order of the register.

    One query; the querysets are lazy, go along indexed columns only and hide nothing but what a law
    forbids to tell this person.
    """
    person = _number_of(subject)
    for declaration in declarations().values():
        for path, columns in paths(declaration).items():
            yield _along(declaration, path, columns, subject, person)


def copies(subject: UUID) -> Iterator[Rows]:
    """Rows of a practice of which somebody gets a copy because they had a hand in them.

    They stay when that person is erased: the practice's books are not theirs to take away.
    """
    person = _number_of(subject)
    for declaration in declarations().values():
        columns = paths(declaration).get(declaration.subject, {})
        for path in declaration.copied_to:
            yield _along(declaration, path, columns, subject, person)


def paths(declaration: Declaration) -> dict[str, dict[str, Personal]]:
    """The personal columns of a table, by the path to the person whom they are about."""
    found: dict[str, dict[str, Personal]] = defaultdict(dict)
    for name, fact in declaration.columns.items():
        if isinstance(fact, Personal):
            found[fact.subject][name] = fact
    return dict(found)


def end_of(model: type[models.Model], path: str) -> End | None:
    """What a path of fields arrives at; None when that is no person."""
    steps = list(fields_along(model, path))
    if not steps or steps[-1] is None:
        return None
    last = steps[-1]
    if last.related_model is DataSubject:
        return End.PERSON
    return End.UUID if isinstance(last, models.UUIDField) else None


def fields_along(model: type[models.Model], path: str) -> Iterator["models.Field[Any, Any] | None"]:
    """The field of each step of a path; None where it leads nowhere."""
    here: Any = model
    for step in path.split("__"):
        known = {field.name: field for field in here._meta.concrete_fields} if here else {}
        field = known.get(step)
        yield field
        here = getattr(field, "related_model", None)


def _number_of(subject: UUID) -> int | None:
    return DataSubject.objects.filter(uuid=subject).values_list("pk", flat=True).first()


def _along(
    declaration: Declaration, path: str, columns: Mapping[str, Personal], subject: UUID, person: int | None
) -> Rows:
    model = apps.get_model(declaration.model)
    everything = model._base_manager.all()
    if end_of(model, path) is End.UUID:
        found = everything.filter(**{path: subject})
    else:
        found = everything.none() if person is None else everything.filter(**{path: person})
    if declaration.withheld and path == declaration.subject:
        found = found.exclude(**declaration.withheld)
    return Rows(declaration, model, path, found, columns)
