"""The tables of the devices room."""

from contracts.devices.models.changes import DeviceChange
from contracts.devices.models.devices import Device, DeviceKind, DeviceQuerySet
from contracts.devices.models.dossiers import Dossier
from contracts.devices.models.product_services import ProductService
from contracts.devices.models.reports import InspectionReport

__all__ = [
    "Device",
    "DeviceChange",
    "DeviceKind",
    "DeviceQuerySet",
    "Dossier",
    "InspectionReport",
    "ProductService",
]
