"""How much of what we store is declared: per room, counted over the models themselves."""

from collections import defaultdict
from dataclasses import dataclass

from django.apps import apps
from django.db import models

from privacy.register import Personal, declarations


@dataclass(slots=True)
class Covered:
    """The tables and columns of one room, and what the register says of them."""

    room: str
    tables: int = 0
    columns: int = 0
    personal: int = 0
    impersonal: int = 0

    @property
    def undeclared(self) -> int:
        """Columns of which the register says nothing."""
        return self.columns - self.personal - self.impersonal

    @property
    def percent(self) -> float:
        """How much is declared; only all of it is 100."""
        declared = self.personal + self.impersonal
        return 100.0 if declared == self.columns else min(99.9, 100 * declared / self.columns)


def coverage() -> list[Covered]:
    """Every room with a table, Django's own and those of packages included."""
    rooms: dict[str, Covered] = {}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.proxy:
            continue
        name = str(model._meta.app_config.name if model._meta.app_config else model._meta.app_label)
        _count(model, rooms.setdefault(name, Covered(name)))
    return sorted(rooms.values(), key=lambda one: one.room)


def whole(rooms: list[Covered]) -> Covered:
    """All rooms together."""
    total = Covered("")
    for room in rooms:
        total.tables += room.tables
        total.columns += room.columns
        total.personal += room.personal
        total.impersonal += room.impersonal
    return total


def _count(model: type[models.Model], room: Covered) -> None:
    declaration = declarations().get(model._meta.label_lower)
    kinds: dict[bool, int] = defaultdict(int)
    names = [field.name for field in model._meta.local_concrete_fields]
    for name in names:
        fact = declaration.columns.get(name) if declaration else None
        if declaration and (declaration.why or name == "id" or fact):
            kinds[isinstance(fact, Personal)] += 1
    room.tables += 1
    room.columns += len(names)
    room.personal += kinds[True]
    room.impersonal += kinds[False]
