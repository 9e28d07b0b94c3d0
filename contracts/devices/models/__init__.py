"""The tables of the devices room."""

from contracts.devices.models.changes import DeviceChange
from contracts.devices.models.devices import Device, DeviceKind, DeviceQuerySet

__all__ = ["Device", "DeviceChange", "DeviceKind", "DeviceQuerySet"]
