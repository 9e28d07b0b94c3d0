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


@dataclass(frozen=True, slots=True)
class RecallLetterDue(Event):
    """A practice hears of a recall by mail; `turn` counts the letters to it."""

    topic = "devices.recall-letter-due"
    notice_id: int
    turn: int


@dataclass(frozen=True, slots=True)
class RecallPaperWanted(Event):
    """A practice without a mailbox hears of a recall by post."""

    topic = "devices.recall-paper-wanted"
    notice_id: int
    turn: int


@dataclass(frozen=True, slots=True)
class RecallClosed(Event):
    """A recall is over: its report is made."""

    topic = "devices.recall-closed"
    recall_id: int


@dataclass(frozen=True, slots=True)
class ComplaintForwarded(Event):
    """A complaint about a device goes to its manufacturer."""

    topic = "devices.complaint-forwarded"
    complaint_id: int
