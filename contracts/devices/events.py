"""What happens to devices."""

from dataclasses import dataclass

from d4d.foundation.outbox import Event


@dataclass(frozen=True, slots=True)
class DeviceAdded(Event):
    """A device stands in a practice: we brought it, or the practice wrote it down."""

    topic = "devices.added"
    device_id: int


@dataclass(frozen=True, slots=True)
class DeviceTakenOver(Event):
    """A device now belongs to another practice; each time it moves is news."""

    topic = "devices.taken-over"
    device_id: int
    practice_id: int
    change_id: int
