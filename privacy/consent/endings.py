"""What rooms do the moment that a consent ends: forget what they kept on the strength of it."""

from collections import defaultdict
from collections.abc import Callable
from uuid import UUID

from privacy.vocabulary import Purpose

Act = Callable[[UUID], object]
_acts: dict[str, list[Act]] = defaultdict(list)


def when_ended(purpose: Purpose, act: Act) -> None:
    """Let a room act, in the same transaction, when somebody's consent for a purpose ends."""
    if act not in _acts[purpose.code]:
        _acts[purpose.code].append(act)


def tell(subject: UUID, purpose: Purpose) -> None:
    """Somebody's consent for a purpose has ended."""
    for act in _acts[purpose.code]:
        act(subject)
