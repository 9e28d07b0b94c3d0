"""In which order tables are emptied: what points at a row goes before the row itself."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import F

from d4d.foundation.asking import AnyOf
from privacy.register import declaration_of

STANDS_ON = (models.CASCADE, models.PROTECT, models.RESTRICT)


@cache
def rank(model: type[models.Model]) -> int:
    """How deep a table lies: a table ranks above everything that it points at."""
    return _ranks()[model]


def pointers_at(model: type[models.Model]) -> Iterator["models.ForeignObjectRel"]:
    """The links of other tables that cannot do without a row of this one.

    Rows of a table about nobody that go along by themselves are no reason for a row to stay.
    """
    for relation in model._meta.get_fields(include_hidden=True):
        is_pointer = isinstance(relation, models.ForeignObjectRel) and not relation.many_to_many
        if is_pointer and getattr(relation, "on_delete", None) in STANDS_ON and not _goes_along(relation):
            yield relation  # type: ignore[misc]


def _goes_along(relation: Any) -> bool:
    is_part = relation.on_delete is models.CASCADE
    return is_part and bool(declaration_of(relation.related_model._meta.label).why)


def pointing(relation: "models.ForeignObjectRel", ids: list[Any]) -> "models.QuerySet[Any]":
    """The rows of another table that point at these."""
    origin: Any = relation.related_model
    field: Any = relation.field
    found: models.QuerySet[Any] = origin._base_manager.filter(AnyOf(F(f"{field.name}__pk"), ids))
    return found


def still_used(model: type[models.Model], ids: list[Any]) -> set[Any]:
    """Which of these rows something still points at."""
    used: set[Any] = set()
    for relation in pointers_at(model):
        field: Any = relation.field
        if relation.related_model is not model:
            used |= set(pointing(relation, ids).values_list(f"{field.name}__pk", flat=True))
    return used


@cache
def _ranks() -> dict[type[models.Model], int]:
    """0 for what points at nothing; the rest one above the highest that it points at."""
    found: dict[type[models.Model], int] = {}

    def visit(model: type[models.Model], above: tuple[type[models.Model], ...]) -> int:
        if model in above:  # a ring of tables has no first one
            return 0
        if model not in found:
            targets = {field.related_model for field in model._meta.concrete_fields if field.is_relation}
            parents = [one for one in targets if isinstance(one, type) and one is not model]
            found[model] = 1 + max((visit(one, (*above, model)) for one in parents), default=-1)
        return found[model]

    for model in apps.get_models(include_auto_created=True):
        visit(model, ())
    return found
