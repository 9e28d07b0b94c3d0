"""What happens to a list that is read in; the work itself is done by jobs."""

from dataclasses import dataclass

from d4d.foundation.outbox import Event


@dataclass(frozen=True, slots=True)
class ListReceived(Event):
    """Somebody gave a list to be looked at."""

    topic = "foundation.list-received"
    batch_id: int


@dataclass(frozen=True, slots=True)
class ListAgreed(Event):
    """Somebody wants a list written that was looked at."""

    topic = "foundation.list-agreed"
    batch_id: int


@dataclass(frozen=True, slots=True)
class ListRecalled(Event):
    """Somebody wants a list taken back."""

    topic = "foundation.list-recalled"
    batch_id: int
