"""A supplier helps with a fault: it gets the customer's name and number and, if needed, a serial number."""

from collections.abc import Callable
from dataclasses import asdict, dataclass

from django.db import transaction

from contracts.service.events import SupplierAsked
from contracts.service.models import HandOver
from contracts.service.services.fault_moves import NotNow, lock
from d4d.foundation import clock, outbox
from privacy.disclosure import disclose
from privacy.vocabulary import SUPPLIER


@dataclass(frozen=True, slots=True)
class ForSupplier:
    """All that a supplier may know of a customer; there is no other field to put anything in."""

    practice: str
    customer_number: str
    serial_number: str = ""


@transaction.atomic
def hand_over(fault_id: int, desk_id: int, *, with_serial: bool) -> HandOver:
    """Ask a supplier to help with a fault, once; the letter leaves afterwards. Raises NotNow."""
    fault = lock(fault_id)
    if not fault.is_open:
        raise NotNow(fault.state)
    asked, is_new = HandOver.objects.get_or_create(
        fault=fault, desk_id=desk_id, defaults={"with_serial": with_serial}
    )
    if is_new:
        outbox.publish(SupplierAsked(hand_over_id=asked.pk))
    return asked


def told(asked: HandOver) -> ForSupplier:
    """What the supplier of this hand-over gets to know."""
    fault = asked.fault
    return ForSupplier(
        practice=fault.practice.name,
        customer_number=fault.practice.number,
        serial_number=fault.device.serial if fault.device and asked.with_serial else "",
    )


def tell(hand_over_id: int, send: Callable[[HandOver, ForSupplier], object]) -> None:
    """Let the supplier know, through the one door out; one that knows already is not told again."""
    with_all = HandOver.objects.select_related("fault__practice__subject", "fault__device", "desk__supplier")
    asked = with_all.get(pk=hand_over_id)
    if asked.sent_at:
        return
    words = told(asked)
    disclose(
        SUPPLIER,
        asdict(words),
        lambda: send(asked, words),
        subject=asked.fault.practice.subject.uuid,
        occasion=f"fault {asked.fault.number}",
    )
    HandOver.objects.filter(pk=asked.pk).update(sent_at=clock.now())
