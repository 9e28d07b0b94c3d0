"""Contracts go on with the heir as they are: the same terms, periods and bills."""

from accounts.belongings import held_first, moves
from contracts.agreements.models import Contract


def contracts_of(former: int, _heir: int) -> None:
    """Contracts are locked before practices (docs/decisions/0016)."""
    held = Contract.objects.select_for_update(of=("self",), no_key=True).filter(practice=former)
    list(held.order_by("pk").values_list("pk"))


moves("agreements.Contract.practice")
held_first(contracts_of)
