"""Does one thing to some rows of one table, files first; to do it twice changes nothing more.

The caller has opened the gate of the triggers.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import models
from django.db.models import F

from d4d.foundation.asking import AnyOf
from privacy.emptying import nothing_in
from privacy.erasure import order


def empty(model: type[models.Model], columns: Sequence[str], ids: Iterable[Any], **noted: Any) -> int:
    """Let these columns say nothing any more; `noted` is what the same rows say from now on."""
    values = {name: nothing_in(model, name) for name in columns}
    rows = model._base_manager.filter(AnyOf(F("pk"), list(ids)))
    delete_files(rows, [name for name in columns if _is_file(model, name)])
    return rows.update(**values, **noted)


def delete(model: type[models.Model], ids: Iterable[Any]) -> int:
    """Let these rows go, with their files."""
    rows = model._base_manager.filter(AnyOf(F("pk"), list(ids)))
    delete_files(rows, [field.name for field in model._meta.concrete_fields if _is_file(model, field.name)])
    if _points_at_itself(model):  # Django would protect such a row even from going together with its peer
        return rows._raw_delete(rows.db) or 0  # noqa: SLF001 - what pointed at them went before
    return rows.delete()[1].get(model._meta.label, 0)


def delete_unused(model: type[models.Model], ids: Iterable[Any]) -> int:
    """Let those of these rows go to which nothing refers."""
    candidates = list(ids)
    used = order.still_used(model, candidates)
    return delete(model, [pk for pk in candidates if pk not in used])


def delete_files(rows: "models.QuerySet[Any]", columns: Sequence[str]) -> None:
    """Take the files of these rows from the disk, before the rows forget their names."""
    for name in columns:
        field: Any = rows.model._meta.get_field(name)
        for path in rows.exclude(**{name: ""}).values_list(name, flat=True):
            field.storage.delete(path)


def _points_at_itself(model: type[models.Model]) -> bool:
    return any(field.related_model is model for field in model._meta.concrete_fields)


def _is_file(model: type[models.Model], name: str) -> bool:
    return isinstance(model._meta.get_field(name), models.FileField)
