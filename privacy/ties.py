"""What still ties somebody to us, in the words of the rooms that know: open orders, debts, contracts.

Rooms upstairs answer; this floor knows only a UUID. Ties are named before an erasure; those that block
(a practice that owes us money cannot close its account) must be undone first.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise

from privacy.models import DataSubject

STAYING = (DataSubject.State.ACTIVE, DataSubject.State.RESTRICTED)


@dataclass(frozen=True, slots=True)
class Tie:
    """One thing that is not over yet; `link` leads to where it can be ended."""

    text: str | Promise
    blocks: bool = False
    link: str = ""


class IsLeaving(Exception):
    """The erasure of somebody has begun: nothing new can be tied to them."""


Knowing = Callable[[UUID], list[Tie]]
Leaving = Callable[[UUID], None]

_knowing: list[Knowing] = []
_leaving: list[Leaving] = []


def add(answer: Knowing) -> None:
    """Let a room say what ties somebody."""
    if answer not in _knowing:
        _knowing.append(answer)


def of(subject: UUID) -> list[Tie]:
    """Everything that ties somebody, what blocks first."""
    found = [tie for answer in _knowing for tie in answer(subject)]
    return sorted(found, key=lambda tie: not tie.blocks)


def tie(*people: int) -> None:
    """These are about to be tied to us anew: until that is written down, no erasure of them begins.

    Named by their number here, as a row that is to be tied to them does. Part of the caller's transaction,
    before anything else that it locks. Raises IsLeaving.
    """
    locked = DataSubject.objects.select_for_update(no_key=True).filter(pk__in=people).order_by("pk")
    if any(one.state not in STAYING for one in locked):
        raise IsLeaving


def at_leaving(act: Leaving) -> None:
    """Let a room do its part at the moment that an erasure begins: sign-in off, practice closed."""
    if act not in _leaving:
        _leaving.append(act)


def leave(subject: UUID) -> None:
    """Tell every room that this person or practice leaves now; part of the transaction that begins it."""
    for act in _leaving:
        act(subject)
