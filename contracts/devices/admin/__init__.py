"""The desk of the devices room, a file a subject."""

from contracts.devices.admin import complaints, devices, kinds, papers, recalls, tracing

__all__ = ["complaints", "devices", "kinds", "papers", "recalls", "tracing"]
