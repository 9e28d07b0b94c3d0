"""The privacy centre at /mijn/privacy/: each part of the floor hangs its own card in it at start-up."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Card:
    """A way to one page about somebody's data: what they find or do there, in one sentence."""

    title: str | Promise
    url_name: str
    text: str | Promise
    position: int
    icon: str


_cards: dict[str, Card] = {}


def add(title: str | Promise, url_name: str, text: str | Promise, position: int, icon: str) -> None:
    """Hang a card in the centre; adding it again replaces it."""
    _cards[url_name] = Card(title, url_name, text, position, icon)


def cards() -> list[Card]:
    """Every card, in order."""
    return sorted(_cards.values(), key=lambda card: card.position)
