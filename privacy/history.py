"""What happened to a row, for the desk: its moves between states, without a value of anybody in it.

Django's own log beside it names the columns that were changed, never what stood there.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models

from d4d.foundation.models import StateChange
from privacy import people

MOST = 200


@dataclass(frozen=True, slots=True)
class Move:
    """A step of a row: when, from what to what, who made it and why; both are empty once erased."""

    at: datetime
    came_from: str
    went_to: str
    by: str
    reason: str


def moves_of(model: type[models.Model], row_id: str) -> list[Move]:
    """The last moves of a row, the newest first; none of a row that moves nowhere."""
    if not row_id.isdecimal() or not hasattr(model, "MOVES"):
        return []
    rows = StateChange.objects.filter(kind=model._meta.label, row_id=int(row_id)).order_by("-pk")[:MOST]
    words: Any = dict(model._meta.get_field("state").flatchoices)  # type: ignore[union-attr]
    moves = list(rows)
    names: dict[UUID | None, str] = {None: ""}
    for move in moves:
        if move.actor not in names:
            names[move.actor] = people.name(move.actor)
    return [
        Move(
            move.at,
            str(words.get(move.came_from, move.came_from)),
            str(words.get(move.went_to, move.went_to)),
            names[move.actor],
            move.why,
        )
        for move in moves
    ]
