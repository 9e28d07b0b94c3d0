"""The build fails when a column escapes the register."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.contrib.contenttypes.fields import GenericForeignKey
from django.core.checks import CheckMessage, Error, Tags
from django.core.checks import Warning as Caution
from django.core.checks import register as register_check
from django.db import models
from django.db.models import ForeignObject

from privacy import comparison, places, walk
from privacy.emptying import CannotBeEmptied, emptied
from privacy.register import Declaration, Personal, declarations
from privacy.vocabulary import Basis, Category, Erase, Keep

MOST_UNDO_HOURS = 72
TELLING = {Category.IDENTITY, Category.CONTACT, Category.ADDRESS, Category.CREDENTIAL, Category.FREE_TEXT}


def register() -> None:
    """Make these part of every check."""
    register_check(every_column_is_declared)
    register_check(places.recipients_are_in_the_union)
    register_check(there_is_time_to_think_again)
    register_check(comparison.holds_nothing_undeclared, Tags.database)


def there_is_time_to_think_again(**_: Any) -> list[CheckMessage]:
    """An erasure can be taken back for three days at most: it may not wait longer (GDPR art. 17(1))."""
    hours = settings.ERASURE_UNDO_HOURS
    if 0 <= hours <= MOST_UNDO_HOURS:
        return []
    return [Error(f"ERASURE_UNDO_HOURS is {hours}; it must be 0 to {MOST_UNDO_HOURS}", id="privacy.E020")]


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
    for name, fact in declaration.columns.items():
        if isinstance(fact, Personal) and name in names:
            problems += _check_column(model, name, fact)
            problems += _check_period(model, name, fact, declaration)
    return [
        *problems,
        *_check_shown(model, declaration),
        *_check_parts(model, declaration),
        *_check_withheld(model, declaration),
    ]


def _check_withheld(model: type[models.Model], declaration: Declaration) -> Iterator[CheckMessage]:
    """What an erasure cannot see must be what it would keep."""
    own = walk.paths(declaration).get(declaration.subject, {}) if declaration.withheld else {}
    for name, fact in own.items():
        if fact.erase is not Erase.KEEP:
            where = f"{model._meta.label}.{name}"
            yield Error(f"{where} is withheld, so no erasure finds it", obj=model, id="privacy.E019")


def _check_shown(model: type[models.Model], declaration: Declaration) -> Iterator[CheckMessage]:
    """What is shown beside a row is there and is about nobody; nothing else leads to or names a person."""
    label = model._meta.label
    for path in declaration.beside:
        *_, last = walk.fields_along(model, path)
        if last is None:
            yield Error(f"{label}.{path} is shown but gone", obj=model, id="privacy.E003")
        elif _is_of_somebody_else(declaration, path, last):
            yield Error(f"{label}.{path} is shown beside a row but personal", obj=model, id="privacy.E018")
    for field in model._meta.private_fields:
        if isinstance(field, GenericForeignKey):
            yield Error(
                f"{label}.{field.name} leads anywhere: no path finds it", obj=model, id="privacy.E013"
            )
    for name in sorted(_named_in_str(model) & declaration.columns.keys()):
        fact = declaration.columns[name]
        if admin.site.is_registered(model) and isinstance(fact, Personal) and fact.category in TELLING:
            yield Caution(f"{label} shows {name} wherever it is named", obj=model, id="privacy.W001")


def _is_of_somebody_else(declaration: Declaration, path: str, last: "models.Field[Any, Any]") -> bool:
    """Whether a fact shown beside a row is personal, and about another than the row."""
    theirs = declarations().get(last.model._meta.label_lower)
    fact = theirs.columns.get(last.name) if theirs else None
    before = path.rpartition("__")[0]
    return isinstance(fact, Personal) and f"{before}__{fact.subject}" != declaration.subject


def _named_in_str(model: type[models.Model]) -> set[str]:
    """What `str(row)` says, which Django's journal copies into its own table."""
    written = getattr(model.__str__, "__code__", None)
    return set(written.co_names) if written else set()


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
        for name in columns
        if name not in names
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
