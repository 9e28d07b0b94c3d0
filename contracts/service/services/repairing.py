"""The repair itself: begun, done, the device back, the invoice, and the end."""

from uuid import UUID

from django.db import transaction

from contracts.service.models import Fault, RepairLine
from contracts.service.services.fault_moves import NotNow, go, lock
from contracts.service.services.quoting import on_paper
from shop.invoicing import services as invoicing
from shop.invoicing.models import Invoice

BILLABLE = {Fault.State.REPAIRED, Fault.State.RETURNED, Fault.State.DECLINED, Fault.State.CLOSED}


class NotApproved(Exception):
    """Something is to be paid that the practice has not agreed to."""


class LoanIsOut(Exception):
    """The practice still has a device of ours."""


@transaction.atomic
def begin_repair(fault_id: int, *, by: UUID) -> Fault:
    """The device is here, or the engineer is there: the repair begins. Raises NotNow.

    A device that must be sent in is received only after its label was made, and so after it was declared
    clean.
    """
    fault = lock(fault_id)
    if fault.approach == Fault.Approach.SEND_IN and fault.state == Fault.State.ASSESSED:
        raise NotNow(fault.state)
    go(fault, Fault.State.IN_REPAIR, by=by)
    return fault


@transaction.atomic
def finish_repair(fault_id: int, solution: str, *, by: UUID) -> Fault:
    """It works again. Raises NotApproved while something is to be paid without a yes, or NotNow."""
    fault = lock(fault_id)
    if any(not (line.is_covered or line.is_agreed or line.is_declined) for line in _lines(fault)):
        raise NotApproved
    fault.solution = solution
    fault.save(update_fields=["solution"])
    go(fault, Fault.State.REPAIRED, by=by)
    return fault


@transaction.atomic
def give_back(fault_id: int, *, by: UUID) -> Fault:
    """The device is on its way back to the practice. Raises NotNow when it never was here."""
    fault = lock(fault_id)
    if not fault.is_here:
        raise NotNow(fault.state)
    go(fault, Fault.State.RETURNED, by=by)
    return fault


@transaction.atomic
def bill(fault_id: int) -> Invoice | None:
    """What the practice agreed to pay gets its invoice, exactly one; nothing to pay is no invoice."""
    fault = lock(fault_id)
    if fault.state not in BILLABLE:
        raise NotNow(fault.state)
    owed = [line for line in _lines(fault) if line.is_agreed]
    if not owed:
        return None
    invoice = invoicing.issue_for_service(
        fault.practice_id,
        on_paper(owed),
        occasion=f"fault:{fault.number}",
        reference=str(fault.number),
    )
    fault.invoice = invoice
    fault.save(update_fields=["invoice"])
    return invoice


@transaction.atomic
def close(fault_id: int, *, by: UUID) -> Fault:
    """It is over: billed, and everybody has their own device. Raises LoanIsOut, or NotNow."""
    fault = lock(fault_id)
    if fault.state == Fault.State.CLOSED:
        return fault
    if fault.is_here:
        raise NotNow(fault.state)
    if fault.loans.filter(back_on=None).exists():
        raise LoanIsOut
    bill(fault_id)
    fault = lock(fault_id)
    go(fault, Fault.State.CLOSED, by=by)
    return fault


def _lines(fault: Fault) -> list[RepairLine]:
    return list(fault.lines.select_related("quote").order_by("pk"))
