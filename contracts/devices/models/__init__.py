"""The tables of the devices room."""

from contracts.devices.models.devices import Device, DeviceKind, DeviceQuerySet

__all__ = ["Device", "DeviceKind", "DeviceQuerySet"]
