"""Whether somebody is packing an order: rooms above know it, and answer here."""

from collections.abc import Callable

Question = Callable[[int], bool]
_questions: list[Question] = []


def ask(question: Question) -> None:
    """Let a room above answer, at start-up, whether it has an order (by id) in hand."""
    if question not in _questions:
        _questions.append(question)


def is_in_hand(order_id: int) -> bool:
    """Whether goods of this order are being packed or carried, so that they cannot be called off."""
    return any(question(order_id) for question in _questions)
