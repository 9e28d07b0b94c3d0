"""What happens to orders that come by mail or phone."""

from dataclasses import dataclass

from d4d.foundation.outbox import Event


@dataclass(frozen=True, slots=True)
class DraftPlaced(Event):
    """An order that came by mail or phone stands, or waits for its payment."""

    topic = "intake.draft-placed"
    draft_id: int
