"""Prices that were agreed with a practice go along with it; where both have one the lower counts."""

from django.db import transaction

from accounts.belongings import moves
from shop.catalogue.memory import forget
from shop.catalogue.models import Price


def prices(former: int, heir: int) -> None:
    """The prices of a practice alone."""
    Price.objects.filter(practice=former).update(practice=heir)
    transaction.on_commit(forget)


moves("catalogue.Price.practice", by=prices)
moves("catalogue.PriceGroup_members.practice")
