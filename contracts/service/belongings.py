"""Questions, faults, visits and loans go along with their practice."""

from accounts.belongings import held_first, moves
from contracts.service.models import Fault


def faults_of(former: int, _heir: int) -> None:
    """Whoever bills a repair locks the fault before the practice."""
    held = Fault.objects.select_for_update(of=("self",), no_key=True).filter(practice=former)
    list(held.order_by("pk").values_list("pk"))


moves("service.Case.practice")
moves("service.Fault.practice")
moves("service.Visit.practice")
moves("service.Loan.practice")
held_first(faults_of)
