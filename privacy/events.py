"""What happened on the privacy floor; ids only."""

from dataclasses import dataclass

from d4d.foundation.outbox import Event


@dataclass(frozen=True, slots=True)
class CopyWanted(Event):
    """Somebody asked for a copy of their data."""

    topic = "privacy.copy_wanted"
    export_id: int


@dataclass(frozen=True, slots=True)
class CopyReady(Event):
    """A copy lies ready, and its owner should hear so."""

    topic = "privacy.copy_ready"
    export_id: int
