"""What must be kept of erased people is for the bookkeepers only; of others it is ordinary work."""

from typing import Any

from django.db import models
from django.http import HttpRequest

from privacy import walk
from privacy.models import DataSubject
from privacy.register import declarations

RIGHT = "privacy.open_archive"


def open_to(request: HttpRequest, rows: "models.QuerySet[Any]") -> "models.QuerySet[Any]":
    """These rows, without those of erased people unless this member of staff keeps the books."""
    if request.user.has_perm(RIGHT):
        return rows
    table = rows.model._meta.concrete_model or rows.model
    declaration = declarations().get(table._meta.label_lower)
    path = declaration.subject if declaration else ""
    if not path or walk.end_of(rows.model, path) is not walk.End.PERSON:
        return rows
    erased = DataSubject.objects.filter(state=DataSubject.State.ERASED)
    return rows.exclude(**{f"{path}__in": erased})
