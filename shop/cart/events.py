"""What somebody waits for in the shop."""

from dataclasses import dataclass

from d4d.foundation.outbox import Event


@dataclass(frozen=True, slots=True)
class ArticleBack(Event):
    """An article that somebody waits for came in, or came free; `occasion` names what freed it."""

    topic = "cart.article-back"
    alert_id: int
    occasion: str


@dataclass(frozen=True, slots=True)
class PricesToCompare(Event):
    """It is time to look whether prices on a list changed for somebody."""

    topic = "cart.prices-to-compare"
    watch_id: int
    day: str
