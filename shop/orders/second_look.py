"""May this order be picked at once? A room above may want somebody of the staff to look first.

It says so by holding the order; nobody but a person of the staff releases or cancels it then.
"""

from collections.abc import Callable

from shop.orders.models import Order

Wish = Callable[[Order], bool]

_wishes: dict[str, Wish] = {}


def ask(wish: Wish) -> None:
    """Let a room say whether somebody must look at an order before it is released."""
    _wishes[wish.__module__] = wish


def is_wanted(order: Order) -> bool:
    """Whether any room wants somebody to look; asked at the moment that the order would be released."""
    wishes = [wish(order) for wish in _wishes.values()]
    return any(wishes)
