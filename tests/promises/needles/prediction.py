"""What the register says will remain of somebody: read from its declarations, before anything is erased."""

from collections import defaultdict
from pathlib import PurePosixPath
from typing import Any
from uuid import UUID

from django.core.files.storage import storages
from django.db import models

from privacy import walk
from privacy.register import Personal
from privacy.vocabulary import Erase
from tests.promises.needles.collector import Collector, Found

STORAGES = ("default", "archive", "exports")


def remains_of(subject: UUID, collector: Collector) -> Found:
    """The places in which the needles of somebody stay after an erasure, because a law keeps them there."""
    found: Found = defaultdict(set)
    for place in walk.rows(subject):
        acts = {fact.erase for fact in place.columns.values()}
        if Erase.DELETE_ROW in acts:
            continue
        for row in place.queryset:
            for name, fact in place.columns.items():
                for where, content in _kept(row, name, fact):
                    for needle in collector.in_(content):
                        found[needle].add(where)
    return dict(found)


def _kept(row: models.Model, name: str, fact: Personal) -> list[tuple[str, bytes]]:
    value: Any = getattr(row, name)
    if fact.erase is not Erase.KEEP or not value:
        return []
    where = f"{row._meta.label}.{name}"
    if isinstance(row._meta.get_field(name), models.FileField):
        path = PurePosixPath(value.name)
        storage = next(one for one in STORAGES if storages[one].exists(value.name))
        with storages[storage].open(value.name) as file:
            return [(where, value.name.encode()), (f"{storage}:{path.parts[0]}/*{path.suffix}", file.read())]
    return [(where, str(value).encode())]


def cells_of(subject: UUID) -> dict[str, list[Any]]:
    """Everything that stands about somebody, to be compared with what stands there later."""
    return {
        f"{place.model._meta.label} {place.path}": list(place.queryset.order_by("pk").values())
        for place in walk.rows(subject)
    }
