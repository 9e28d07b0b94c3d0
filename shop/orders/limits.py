"""May more be bought on this order? Rooms above know what a practice may owe, and answer here."""

from collections.abc import Callable

from shop.orders.models import Order

Question = Callable[[Order, int], str]
_questions: dict[str, Question] = {}


def ask(question: Question) -> None:
    """Let a room say, at start-up, why so many cents including VAT may not be added; empty when they may."""
    _questions[question.__module__] = question


def against(order: Order, more_cents: int) -> str:
    """What stands in the way of so much more; empty when nothing does."""
    return next((said for question in _questions.values() if (said := question(order, more_cents))), "")
