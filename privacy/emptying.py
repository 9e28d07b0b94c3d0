"""What stands in a column once it has been emptied."""

from typing import Any

from django.db import models

from privacy.register import Personal, declaration_of


class CannotBeEmptied(Exception):
    """A column that holds something as long as its row exists."""


def nothing_in(model: type[models.Model], column: str) -> object:
    """What an emptied column of a table holds; words that only speak of somebody become no words."""
    fact = declaration_of(model._meta.label).columns[column]
    return emptied(model._meta.get_field(column), fact) if isinstance(fact, Personal) else ""  # type: ignore[arg-type]


def emptied(field: "models.Field[Any, Any]", fact: Personal) -> object:
    """The value that says nothing about anybody; raises CannotBeEmptied where there is none.

    What the declaration names instead, else nothing at all, else what a new row would hold.
    """
    if fact.instead != "":
        return fact.instead
    if field.null:
        return None
    if field.has_default():
        return field.get_default()
    if isinstance(field, models.CharField | models.TextField | models.FileField):
        return ""
    raise CannotBeEmptied(field.name)
