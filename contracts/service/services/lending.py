"""A practice works on with a device of ours while its own is away."""

from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction

from contracts.service.events import DeviceLent
from contracts.service.models import Loan, LoanDevice
from contracts.service.services.fault_moves import NotNow, lock
from d4d.foundation import clock, outbox


class NotOnTheShelf(Exception):
    """A loan device is out of use, or with somebody."""


def lend(fault_id: int, device_id: int, *, until: date | None = None) -> Loan:
    """A device of ours goes to a practice; whether that is covered follows from the fault's coverage.

    Raises NotOnTheShelf, or NotNow when the fault is over.
    """
    try:
        return _lend(fault_id, device_id, until)
    except IntegrityError:  # somebody lent it this moment
        raise NotOnTheShelf from None


@transaction.atomic
def _lend(fault_id: int, device_id: int, until: date | None) -> Loan:
    fault = lock(fault_id)
    if not fault.is_open:
        raise NotNow(fault.state)
    if not LoanDevice.objects.on_the_shelf().filter(pk=device_id).exists():
        raise NotOnTheShelf
    today = clock.today()
    loan = Loan.objects.create(
        device_id=device_id,
        fault=fault,
        practice=fault.practice,
        is_covered=fault.covers_loan,
        out_on=today,
        due_on=until or today + timedelta(days=settings.LOAN_DAYS),
    )
    outbox.publish(DeviceLent(loan_id=loan.pk))
    return loan


@transaction.atomic
def take_back(fault_id: int, *, by: UUID) -> int:
    """Every device of ours that this practice had for a fault is back; says how many."""
    fault = lock(fault_id)
    return fault.loans.filter(back_on=None).update(back_on=clock.today())
