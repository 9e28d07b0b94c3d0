"""What rooms above have to say about articles in a cart; a remark warns and never stands in the way."""

from collections.abc import Callable, Mapping, Sequence

from accounts.models import Practice
from shop.catalogue.models import Variant

Maker = Callable[[Practice, Sequence[Variant]], Mapping[int, str]]
_makers: list[Maker] = []


def add(maker: Maker) -> None:
    """Let a room, at start-up, say something of articles: the number of a variant to words.

    It is asked for every cart that is shown, and needs a constant number of queries.
    """
    if maker not in _makers:
        _makers.append(maker)


def of(practice: Practice, variants: Sequence[Variant]) -> dict[int, list[str]]:
    """Everything that is to be said, by the number of the variant."""
    said: dict[int, list[str]] = {}
    for make in _makers if variants else ():
        for variant_id, words in make(practice, variants).items():
            said.setdefault(variant_id, []).append(words)
    return said
