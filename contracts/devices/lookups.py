"""Devices as the desk shows them: beside their practice, by serial number, by LOT as we sold them.

Recalls and complaints are found by their number.
"""

from django.db.models import Q, QuerySet

from accounts.models import Practice
from contracts.devices.models import Device, DeviceComplaint, Recall, Trace
from privacy.finding import Wanted
from privacy.rows import Shape

OF_PRACTICE = Shape("serial", "model", "state", "added_at")
FOUND = Shape("serial", "model", "state", "added_at")
SOLD = Shape("article", "lot")
RECALL = Shape("number", "title", "state", "created_at")
COMPLAINT = Shape("number", "product__name", "state", "received_at")


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


def recalls(wanted: Wanted) -> QuerySet[Recall]:
    """The recall that bears this number."""
    return Recall.objects.filter(number__in=wanted.numbers)


def complaints(wanted: Wanted) -> QuerySet[DeviceComplaint]:
    """The complaint about goods that bears this number."""
    return DeviceComplaint.objects.filter(number__in=wanted.numbers)
