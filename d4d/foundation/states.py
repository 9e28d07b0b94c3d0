"""Moves between states: only along the model's MOVES, one at a time, and always written down."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import connection, models

from d4d.foundation.models import StateChange


class MoveNotAllowed(Exception):
    """This thing cannot go from its present state to the wanted one."""


def move(row: models.Model, to: str, *, by: UUID | None = None, reason: str = "") -> bool:
    """Move a row to a state; False when it is there already.

    The conditional UPDATE decides, so that of two movers at once only one succeeds. Raises
    MoveNotAllowed when MOVES has no such step; nothing has changed then.
    """
    assert connection.in_atomic_block, "a move is part of an act"
    held: Any = row
    model: Any = type(row)
    came_from = str(held.state)
    if came_from == to:
        return False
    if to not in model.MOVES.get(came_from, ()):
        raise MoveNotAllowed(f"{model._meta.label} cannot go from {came_from} to {to}")
    if not model.objects.filter(pk=row.pk, state=came_from).update(state=to):
        raise MoveNotAllowed(f"{model._meta.label} was moved by somebody else meanwhile")
    held.state = to
    begin(row, to, came_from=came_from, by=by, reason=reason)
    return True


def begin(
    row: models.Model, state: str, *, came_from: str = "", by: UUID | None = None, reason: str = ""
) -> None:
    """Write down the first state of a new row, or a step that was just made."""
    StateChange.objects.create(
        kind=type(row)._meta.label, row_id=row.pk, came_from=came_from, went_to=state, actor=by, reason=reason
    )


def begin_many(rows: Iterable[models.Model], state: str, *, by: UUID | None = None, reason: str = "") -> None:
    """Write down the first state of many new rows at once."""
    StateChange.objects.bulk_create(
        StateChange(kind=type(row)._meta.label, row_id=row.pk, went_to=state, actor=by, reason=reason)
        for row in rows
    )


def history(row: models.Model) -> models.QuerySet[StateChange]:
    """Every step of a row, oldest first."""
    return StateChange.objects.filter(kind=type(row)._meta.label, row_id=row.pk).order_by("pk")
