"""Places that rooms fill at start-up: who comes second to one is refused, so that nobody's goes missing."""

from typing import TypeVar

Thing = TypeVar("Thing")


def take(filled: dict[int, Thing], position: int, thing: Thing) -> None:
    """Let something stand at a position of its own. Raises ValueError when something else stands there."""
    if filled.setdefault(position, thing) != thing:
        raise ValueError(f"position {position} is taken")
