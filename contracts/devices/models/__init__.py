"""The tables of the devices room."""

from contracts.devices.models.changes import DeviceChange
from contracts.devices.models.complaints import (
    DeviceComplaint,
    DeviceComplaintEvent,
    DeviceComplaintQuerySet,
)
from contracts.devices.models.devices import NO_DEVICE, Device, DeviceKind, DeviceQuerySet
from contracts.devices.models.dossiers import Dossier
from contracts.devices.models.product_services import ProductService
from contracts.devices.models.recalls import Recall, RecallNotice, RecallNoticeQuerySet
from contracts.devices.models.reports import InspectionReport
from contracts.devices.models.tracing import LastUnit, LastUnitQuerySet, Trace, TraceQuerySet, TraceReturn

__all__ = [
    "NO_DEVICE",
    "Device",
    "DeviceChange",
    "DeviceComplaint",
    "DeviceComplaintEvent",
    "DeviceComplaintQuerySet",
    "DeviceKind",
    "DeviceQuerySet",
    "Dossier",
    "InspectionReport",
    "LastUnit",
    "LastUnitQuerySet",
    "ProductService",
    "Recall",
    "RecallNotice",
    "RecallNoticeQuerySet",
    "Trace",
    "TraceQuerySet",
    "TraceReturn",
]
