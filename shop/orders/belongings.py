"""Orders go along with their practice, open and finished ones; whoever works on one of them is waited for."""

from accounts.belongings import held_first, moves
from shop.orders.models import Order


def orders_of(former: int, _heir: int) -> None:
    """Orders are locked before practices."""
    held = Order.objects.select_for_update(of=("self",), no_key=True).filter(practice=former)
    list(held.order_by("pk").values_list("pk"))


moves("orders.Order.practice")
moves("orders.EarlierLine.practice")
held_first(orders_of)
