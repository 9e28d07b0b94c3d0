"""Which articles fit on what stands in a practice: a room above knows the devices, and answers here."""

from collections.abc import Callable, Iterable

from accounts.models import Practice

Question = Callable[[int], bool]
Finder = Callable[[int], Iterable[int]]

_answers: list[tuple[Question, Finder]] = []


def ask(has_devices: Question, articles: Finder) -> None:
    """Let a room above say, at start-up, which practices have devices, and which variants fit on these.

    Both get the number of a practice. The first is asked on every list that somebody of a practice sees
    and answers from memory; the second only when they want to see what fits.
    """
    _answers[:] = [(has_devices, articles)]


def has_devices(practice: Practice | None) -> bool:
    """Whether lists may be narrowed down to what fits for this visitor."""
    return practice is not None and any(knows(practice.pk) for knows, _find in _answers)


def articles_for(practice: Practice) -> tuple[int, ...]:
    """The variants that fit on the devices of a practice, in order of their number."""
    return tuple(sorted({pk for _knows, find in _answers for pk in find(practice.pk)}))
