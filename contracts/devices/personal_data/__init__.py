"""What the devices room holds about practices, a file a subject."""

from contracts.devices.personal_data import complaints, devices, tracing

__all__ = ["complaints", "devices", "tracing"]
