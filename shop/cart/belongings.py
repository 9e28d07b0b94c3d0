"""Carts and lists of a practice go along with it; nothing that somebody put in is lost."""

from accounts.belongings import moves
from shop.cart.models import MOST_PIECES, CartLine, ShoppingList


def into_one_cart(former: int, heir: int) -> None:
    """Of an article that lies in both carts of a person, the pieces are put together."""
    there = {(one.user_id, one.variant_id): one for one in CartLine.objects.filter(practice=heir)}
    for line in CartLine.objects.filter(practice=former).order_by("pk"):
        known = there.get((line.user_id, line.variant_id))
        if known is None:
            line.practice_id = heir
            line.save(update_fields=["practice"])
            continue
        known.quantity = min(known.quantity + line.quantity, MOST_PIECES)
        known.save(update_fields=["quantity"])
        line.delete()


def lists(former: int, heir: int) -> None:
    """A list whose name is taken gets a number behind it."""
    names = set(ShoppingList.objects.filter(practice=heir).values_list("name", flat=True))
    longest = ShoppingList._meta.get_field("name").max_length or 0
    for one in ShoppingList.objects.filter(practice=former).order_by("pk"):
        name, number = one.name, 2
        while one.name in names:
            ending = f" ({number})"
            one.name, number = name[: longest - len(ending)] + ending, number + 1
        names.add(one.name)
        one.practice_id = heir
        one.save(update_fields=["practice", "name"])


moves("cart.CartLine.practice", by=into_one_cart)
moves("cart.ShoppingList.practice", by=lists)
moves("cart.StockAlert.practice")
