"""Finds where a value stands among everything declared personal, and says where; never the value itself."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast

from privacy import walk
from privacy.register import Declaration, Personal, declarations

_TEXT = (models.CharField, models.TextField, models.FileField)
_READ_AS_TEXT = (models.JSONField, models.GenericIPAddressField)
SHORTEST = 4


class TooShort(Exception):
    """A value of so few characters stands everywhere."""


@dataclass(frozen=True, slots=True)
class Found:
    """A place: table, column, number of the row, and whose it is as far as that is known."""

    table: str
    column: str
    row: Any
    subject: UUID | None


def search(value: str) -> Iterator[Found]:
    """Every place where a value stands, also within a text; reads whole tables, so it is work for a job.

    A Dutch telephone number is found in both its forms. Raises TooShort.
    """
    wanted = forms_of(value)
    if min(len(one) for one in wanted) < SHORTEST:
        raise TooShort(f"at least {SHORTEST} characters")
    for declaration in declarations().values():
        for path, columns in walk.paths(declaration).items():
            yield from _in_table(declaration, path, columns, wanted)


def forms_of(value: str) -> set[str]:
    """The value, and how else it may have been written down."""
    plain = value.strip()
    forms = {plain}
    digits = "".join(plain.split()).replace("-", "")
    if digits.startswith("0") and digits.isdigit() and len(digits) == 10:
        forms.add(f"+31{digits[1:]}")
    if digits.startswith("+31") and digits[1:].isdigit():
        forms |= {digits, f"0{digits[3:]}"}
    return forms


def _in_table(
    declaration: Declaration, path: str, columns: Mapping[str, Personal], wanted: set[str]
) -> Iterator[Found]:
    model = apps.get_model(declaration.model)
    readable = {name: one for name in columns if (one := _readable(model, name))}
    if not readable:
        return
    casts = {f"_{name}": Cast(name, models.TextField()) for name, kind in readable.items() if kind == "cast"}
    names = [f"_{name}" if f"_{name}" in casts else name for name in readable]
    anywhere = reduce(or_, (Q(**{f"{name}__icontains": form}) for name in names for form in wanted))
    whose = f"{path}__uuid" if walk.end_of(model, path) is walk.End.PERSON else path
    rows = model._base_manager.annotate(**casts).filter(anywhere).order_by("pk")
    for number, subject, *values in rows.values_list("pk", whose, *names).iterator(chunk_size=500):
        for name, held in zip(readable, values, strict=True):
            if any(form.casefold() in str(held or "").casefold() for form in wanted):
                yield Found(declaration.model, name, number, subject)


def _readable(model: type[models.Model], name: str) -> str:
    field = model._meta.get_field(name)
    if isinstance(field, _TEXT):
        return "text"
    return "cast" if isinstance(field, _READ_AS_TEXT) else ""
