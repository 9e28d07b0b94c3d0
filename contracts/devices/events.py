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
class ProductBecameDevice(Event):
    """Pieces of a product are devices from now on; those that were sent before are to be written down."""

    topic = "devices.product-became-device"
    product_id: int


@dataclass(frozen=True, slots=True)
class ReportsRunOut(Event):
    """Reports about the devices of a practice run out soon; `day` is when that was noticed."""

    topic = "devices.reports-run-out"
    practice_id: int
    day: str


@dataclass(frozen=True, slots=True)
class DossierWanted(Event):
    """A practice asked for its inspection dossier."""

    topic = "devices.dossier-wanted"
    dossier_id: int


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
