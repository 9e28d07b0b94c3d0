"""The build fails when a column escapes the register."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.core.checks import register as register_check
from django.db import models
from django.db.models import ForeignObject

from privacy import walk
from privacy.emptying import CannotBeEmptied, emptied
from privacy.places import everything_stays_in_the_union
from privacy.register import Declaration, Personal, declarations
from privacy.vocabulary import EEA, RECIPIENTS, Basis, Erase, Keep


def register() -> None:
    """Make these part of every check."""
    register_check(every_column_is_declared)
    register_check(recipients_are_in_the_union)
    register_check(everything_stays_in_the_union)


def every_column_is_declared(**_: Any) -> list[CheckMessage]:
    """Every table and column is declared, no declaration is stale, every subject path ends at a person."""
    declared = declarations()
    known = {model._meta.label_lower: model for model in _tables()}
    problems: list[CheckMessage] = [
        Error(f"{declaration.model} is declared but does not exist", id="privacy.E003")
        for label, declaration in declared.items()
        if label not in known
    ]
    for label, model in known.items():
        declaration = declared.get(label)
        if declaration is None:
            problems.append(
                Error(
                    f"{model._meta.label} is not declared in personal_data.py", obj=model, id="privacy.E001"
                )
            )
        else:
            problems += _check_table(model, declaration)
    return problems


def recipients_are_in_the_union(**_: Any) -> list[CheckMessage]:
    """Nobody outside the European Economic Area gets data."""
    problems: list[CheckMessage] = [
        Error(f"recipient {one.code} is outside the EEA", id="privacy.E014")
        for one in RECIPIENTS.values()
        if one.country not in EEA
    ]
    problems += [
        Error(f"courier {name} is not a declared recipient", id="privacy.E014")
        for name in settings.COURIERS
        if name not in RECIPIENTS
    ]
    return problems


def _tables() -> list[type[models.Model]]:
    return [model for model in apps.get_models(include_auto_created=True) if not model._meta.proxy]


def _check_table(model: type[models.Model], declaration: Declaration) -> list[CheckMessage]:
    if declaration.why:
        return []
    label = model._meta.label
    names = {field.name for field in model._meta.local_concrete_fields}
    problems: list[CheckMessage] = []
    undeclared = sorted(names - declaration.columns.keys() - {"id"})
    stale = sorted(declaration.columns.keys() - names)
    for fault, code, columns in (
        ("is not declared", "privacy.E002", undeclared),
        ("is declared but gone", "privacy.E003", stale),
        ("is declared twice", "privacy.E003", declaration.twice),
    ):
        problems += [Error(f"{label}.{name} {fault}", obj=model, id=code) for name in columns]
    for path in {declaration.subject, *walk.paths(declaration), *declaration.copied_to}:
        if walk.end_of(model, path) is None:
            problems.append(Error(f"{label}: {path!r} leads to no person", obj=model, id="privacy.E004"))
    for path in declaration.beside:
        if None in walk.fields_along(model, path):
            problems.append(Error(f"{label}.{path} is shown but gone", obj=model, id="privacy.E003"))
    for name, fact in declaration.columns.items():
        if isinstance(fact, Personal) and name in names:
            problems += _check_column(model, name, fact)
            problems += _check_period(model, name, fact, declaration)
    return problems + _check_parts(model, declaration)


def _check_column(model: type[models.Model], name: str, fact: Personal) -> list[CheckMessage]:
    field = model._meta.get_field(name)
    where = f"{model._meta.label}.{name}"
    problems: list[CheckMessage] = []
    if fact.erase is Erase.UNLINK and not (
        isinstance(field, ForeignObject | models.UUIDField) and field.null
    ):
        problems.append(
            Error(f"{where} cannot be unlinked: it is no nullable link", obj=model, id="privacy.E005")
        )
    if Erase.BLANK in {fact.erase, fact.at_end} and not _can_be_emptied(field, fact):
        problems.append(Error(f"{where} cannot be made empty", obj=model, id="privacy.E005"))
    if fact.erase is Erase.BLANK and getattr(field, "unique", False) and not field.null:
        problems.append(Error(f"{where} would collide at the second erasure", obj=model, id="privacy.E006"))
    if not fact.purposes or not (fact.keep.years or fact.keep.days):
        problems.append(Error(f"{where} needs a purpose and a period", obj=model, id="privacy.E007"))
    if any(purpose.basis is Basis.LEGAL and not purpose.law for purpose in fact.purposes):
        problems.append(
            Error(f"{where} claims a legal duty without naming the law", obj=model, id="privacy.E008")
        )
    if fact.erase is Erase.KEEP and not fact.keep.law:
        problems.append(Error(f"{where} is kept without a law", obj=model, id="privacy.E008"))
    if isinstance(field, models.FileField) and not _loses_its_file(fact):
        problems.append(Error(f"{where} is a file without a file action", obj=model, id="privacy.E009"))
    if isinstance(field, models.JSONField) and fact.schema is None:
        problems.append(Error(f"{where} is JSON without a schema", obj=model, id="privacy.E012"))
    return problems


def _can_be_emptied(field: Any, fact: Personal) -> bool:
    try:
        emptied(field, fact)
    except CannotBeEmptied:
        return False
    return True


def _loses_its_file(fact: Personal) -> bool:
    return fact.at_end is Erase.DELETE_FILE and fact.erase in {Erase.DELETE_FILE, Erase.KEEP}


def _check_period(
    model: type[models.Model], name: str, fact: Personal, declaration: Declaration
) -> list[CheckMessage]:
    """A period that nobody can count never ends."""
    where = f"{model._meta.label}.{name}"
    if fact.keep.since:
        return [] if _is_a_moment(model, fact.keep) else [_no_moment(model, where, fact.keep)]
    if fact.keep.with_person or declaration.part_of:
        return []
    return [Error(f"{where} has a period that counts from nothing", obj=model, id="privacy.E016")]


def _check_parts(model: type[models.Model], declaration: Declaration) -> list[CheckMessage]:
    """What is part of another row points at one; marks are columns; longer periods can be counted."""
    label = model._meta.label
    columns = [*declaration.done.values(), *declaration.told, *(declaration.tells_of or ())]
    names = {field.name for field in model._meta.local_concrete_fields}
    problems: list[CheckMessage] = [
        Error(f"{label}.{name} is named but gone", obj=model, id="privacy.E003")
        for name in [*columns, declaration.postponed]
        if name and name not in names
    ]
    if declaration.part_of and None in walk.fields_along(model, declaration.part_of):
        problems.append(Error(f"{label} is part of nothing", obj=model, id="privacy.E017"))
    problems += [
        _no_moment(model, label, longer.keep)
        for longer in declaration.longer
        if not _is_a_moment(model, longer.keep)
    ]
    return problems


def _is_a_moment(model: type[models.Model], keep: Keep) -> bool:
    return isinstance(last_of(model, keep.since), models.DateField)


def _no_moment(model: type[models.Model], where: str, keep: Keep) -> CheckMessage:
    return Error(f"{where}: {keep.since!r} leads to no day or moment", obj=model, id="privacy.E017")


def last_of(model: type[models.Model], path: str) -> Any:
    """The field at the end of a path of names, forwards or backwards; None where there is none."""
    here: Any = model
    field: Any = None
    for step in path.split("__"):
        field = next((one for one in here._meta.get_fields() if one.name == step), None) if here else None
        here = getattr(field, "related_model", None)
    return field
