"""The desk of the devices room, a file a subject."""

from contracts.devices.admin import complaints, recalls, tracing

__all__ = ["complaints", "recalls", "tracing"]
