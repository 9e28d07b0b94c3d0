"""The staff's desk for devices."""

from contracts.devices.admin import devices, kinds, papers

__all__ = ["devices", "kinds", "papers"]
