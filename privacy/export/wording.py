"""What stands in a column as people read it, in the language of the moment."""

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import formats
from django.utils.translation import gettext as _

from d4d.foundation import clock
from d4d.foundation.models import StateChange
from d4d.foundation.written import euro, permille, price
from privacy import words
from privacy.export.sections import Column, Section
from privacy.models import Disclosure
from privacy.register import Personal
from privacy.vocabulary import PURPOSES, RECIPIENTS

NOTHING = "–"
Known = Mapping[str, Any]
Reader = Callable[[Known], str]
Say = Callable[[Any], str]


def label_of(column: Column) -> str:
    """What a column is called; one of another table says of which."""
    name = str(column.field.verbose_name)
    if "__" in column.name:
        owner = str(column.field.model._meta.verbose_name)
        name = name if name.startswith(owner) else f"{owner}: {name}"
    return name[:1].upper() + name[1:]


def readers(section: Section) -> dict[str, Reader]:
    """How each column of a section is read; chosen once, used for every row."""
    return {one.name: reader(one) for one in (*section.beside, *section.columns)}


def reader(column: Column) -> Reader:
    """How a column of a row is read, the row being known."""
    if column.field.model is StateChange and column.field.name in {"came_from", "went_to"}:
        return lambda known: _state(known["kind"], known[column.name])
    say = _say(column)
    return lambda known: say(known[column.name])


def _say(column: Column) -> Say:
    """How the values of a column are read."""
    if column.is_hidden:
        return _withheld
    field = column.field
    if field.model is StateChange and field.name == "kind":
        return _kind
    if field.model is Disclosure and field.name in _OF_A_DISCLOSURE:
        return _OF_A_DISCLOSURE[field.name]
    if field.flatchoices:
        return _choice({key: str(text) for key, text in field.flatchoices})
    for ending, say in (("_cents", euro), ("_e4", price), ("_permille", permille)):
        if field.name.endswith(ending):
            return say
    if isinstance(field, models.BooleanField):
        return _yes_or_no
    return _structure if isinstance(field, models.JSONField) else _plain


def why(fact: Personal) -> str:
    """What a column is used for, and on which ground."""
    return "; ".join(
        f"{purpose.label} ({words.BASES[purpose.basis]}{purpose.law and f', {words.law(purpose.law)}'})"
        for purpose in fact.purposes
    )


def who(fact: Personal) -> str:
    """Who outside may get it."""
    return ", ".join(str(one.name) for one in fact.recipients) or str(_("nobody outside"))


def source(fact: Personal) -> str:
    """From whom we have it."""
    return str(words.SOURCES.get(fact.source, fact.source))


def day(moment: date) -> str:
    """A day as it is written: 22 November 2026."""
    return formats.date_format(moment, "j F Y")


def _recipient(code: str) -> str:
    return str(RECIPIENTS[code].name) if code in RECIPIENTS else code


def _purpose(code: str) -> str:
    return str(PURPOSES[code].label) if code in PURPOSES else code


def _fields(names: list[str]) -> str:
    return ", ".join(words.field(name) for name in names)


# What stands in a disclosure are codes; people know the names.
_OF_A_DISCLOSURE: dict[str, Say] = {"recipient": _recipient, "purpose": _purpose, "fields": _fields}


def _kind(label: str) -> str:
    """What a row of this table is called; its code when the table is no more."""
    try:
        return str(apps.get_model(label)._meta.verbose_name)
    except (LookupError, ValueError):
        return label


def _state(label: str, code: str) -> str:
    """How such a row stood, as its own table calls that."""
    try:
        known = dict(apps.get_model(label)._meta.get_field("state").flatchoices)
    except (LookupError, ValueError, FieldDoesNotExist):
        known = {}
    return str(known.get(code, _plain(code)))


def _withheld(value: object) -> str:
    return str(_("held, not shown"))


def _choice(known: dict[Any, str]) -> Say:
    return lambda value: known.get(value, _plain(value))


def _yes_or_no(value: object) -> str:
    return NOTHING if value is None else str(_("yes") if value else _("no"))


def _structure(value: object) -> str:
    if value in (None, "", {}, []):
        return NOTHING
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return ", ".join(value)
    return json.dumps(value, ensure_ascii=False)


def _plain(value: object) -> str:
    if value is None or value == "":
        return NOTHING
    if isinstance(value, datetime):
        return formats.date_format(clock.local(value), "j F Y H:i")
    if isinstance(value, date):
        return day(value)
    return str(value)
