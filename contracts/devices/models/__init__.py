"""The tables of the devices room."""

from contracts.devices.models.complaints import (
    DeviceComplaint,
    DeviceComplaintEvent,
    DeviceComplaintQuerySet,
)
from contracts.devices.models.devices import Device, DeviceKind, DeviceQuerySet
from contracts.devices.models.recalls import Recall, RecallNotice, RecallNoticeQuerySet
from contracts.devices.models.tracing import LastUnit, LastUnitQuerySet, Trace, TraceQuerySet, TraceReturn

__all__ = [
    "Device",
    "DeviceComplaint",
    "DeviceComplaintEvent",
    "DeviceComplaintQuerySet",
    "DeviceKind",
    "DeviceQuerySet",
    "LastUnit",
    "LastUnitQuerySet",
    "Recall",
    "RecallNotice",
    "RecallNoticeQuerySet",
    "Trace",
    "TraceQuerySet",
    "TraceReturn",
]
