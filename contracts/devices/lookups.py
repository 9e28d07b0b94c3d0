"""Devices as the desk shows them: beside their practice, by serial number, and by LOT as we sold them."""

from django.db.models import Q, QuerySet

from accounts.models import Practice
from contracts.devices.models import Device, Trace
from privacy.finding import Wanted
from privacy.rows import Shape

OF_PRACTICE = Shape("serial", "model", "state", "added_at")
FOUND = Shape("serial", "model", "state", "added_at")
SOLD = Shape("article", "lot")


def of_practice(practice: Practice) -> QuerySet[Device]:
    """What stands there."""
    return Device.objects.for_practice(practice).in_use().order_by("-pk")


def by_serial(wanted: Wanted) -> QuerySet[Device]:
    """The device with this serial number."""
    return Device.objects.exclude(serial="").filter(serial__in=wanted.numbers)


def sold_as(wanted: Wanted) -> QuerySet[Trace]:
    """Where goods with this LOT or serial number went."""
    by_lot = Q(lot__in=wanted.numbers) & ~Q(lot="")
    return Trace.objects.filter(by_lot | Q(serial__in=wanted.numbers) & ~Q(serial=""))
