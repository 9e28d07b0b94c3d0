"""What an auditor reads: every table of the house with pseudonyms where people stand.

Which columns those are is read from the register, so it also holds for tables that do not exist yet. Words
that somebody typed are signs too, wherever they stand, unless the register calls them open.
A pseudonym is the same wherever the same thing stands, and leads back to nobody without the key of the house.
"""

import hmac
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, PermissionsMixin
from django.db import models
from django.utils.formats import localize
from django.utils.translation import gettext

from d4d.foundation import clock, written
from privacy import walk
from privacy.register import Declaration, Impersonal, Personal, declarations

RIGHT = "privacy.audit_pseudonyms"
_SHOWN = 10
_A_SENTENCE = 80


def reads_pseudonyms(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether somebody works at the desk as an auditor, and as nothing that sees more."""
    return isinstance(user, PermissionsMixin) and not user.is_superuser and user.has_perm(RIGHT)


def of(kind: str, value: object) -> str:
    """The pseudonym of a thing of a kind."""
    key = settings.SEAL_KEY.encode()
    return "~" + hmac.new(key, f"pseudonym|{kind}|{value}".encode(), sha256).hexdigest()[:_SHOWN]


@dataclass(frozen=True, slots=True)
class Column:
    """A column as an auditor reads it; `kind` is set where only pseudonyms are shown."""

    field: "models.Field[Any, Any]"
    kind: str = ""

    @property
    def title(self) -> str:
        """What the column is called."""
        return str(self.field.verbose_name)

    def cell(self, value: Any) -> str:
        """What stands there, for an auditor's eyes."""
        if value in (None, "") or value in ([], {}):
            return ""
        if self.kind:
            return of(self.kind, value)
        if isinstance(value, bool):
            return gettext("yes") if value else gettext("no")
        if isinstance(value, datetime):
            return localize(clock.local(value))
        if self.field.name.endswith("_cents"):
            return written.euro(value)
        words = dict(self.field.flatchoices)
        return str(words[value] if words and value in words else localize(value))


def columns_of(model: type[models.Model]) -> list[Column]:
    """What may be read of a table: facts, and pseudonyms in the place of people; keys not at all."""
    declaration = declarations().get(model._meta.label_lower)
    found = [_column(declaration, field) for field in model._meta.concrete_fields]
    return [one for one in found if one is not None]


def rows_of(model: type[models.Model]) -> "models.QuerySet[Any]":
    """The rows that an auditor may read: none of which a law forbids to speak."""
    declaration = declarations().get(model._meta.label_lower)
    rows = model._base_manager.order_by("-pk")
    return rows.exclude(**declaration.withheld) if declaration else rows


def read(rows: "models.QuerySet[Any]", columns: Iterable[Column]) -> Iterator[tuple[Any, list[str]]]:
    """Each row by its number, with its cells; with one question, however many."""
    columns = list(columns)
    for pk, *values in rows.values_list("pk", *(one.field.attname for one in columns)):
        yield pk, [one.cell(value) for one, value in zip(columns, values, strict=True)]


def subject_of(model: type[models.Model], pk: object) -> Any:
    """Whom a row is about, as the journal of looks names them; None when nobody."""
    declaration = declarations().get(model._meta.label_lower)
    if declaration is None or not declaration.subject:
        return None
    path = declaration.subject
    if walk.end_of(model, path) is walk.End.PERSON:
        path = f"{path}__uuid"
    return model._base_manager.filter(pk=pk).values_list(path, flat=True).first()


def takes_words(field: "models.Field[Any, Any]") -> bool:
    """Whether a sentence fits in a column, so that somebody may have typed a name there."""
    if field.choices:
        return False
    if isinstance(field, models.CharField):
        return (field.max_length or _A_SENTENCE) >= _A_SENTENCE
    return isinstance(field, models.TextField)


def _column(declaration: Declaration | None, field: "models.Field[Any, Any]") -> Column | None:
    """A column that nobody declared is treated as personal, and so are words that speak of another row."""
    if field.primary_key:
        return None
    if declaration is None:
        return Column(field, _kind(field))
    fact = declaration.columns.get(field.name)
    if isinstance(fact, Personal) and fact.hidden:
        return None
    if isinstance(fact, Impersonal):
        is_fact = field.name not in declaration.told and (fact.is_open or not takes_words(field))
    else:
        is_fact = not declaration.columns and (declaration.is_open or not takes_words(field))
    return Column(field) if is_fact else Column(field, _kind(field))


def _kind(field: "models.Field[Any, Any]") -> str:
    """Rows that point to the same row, and identities, bear the same pseudonym everywhere."""
    if field.is_relation and field.related_model:
        related: Any = field.related_model
        return str(related._meta.label)
    return "identity" if isinstance(field, models.UUIDField) else field.get_internal_type()
