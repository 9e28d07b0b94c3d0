"""What happens on the privacy floor."""

from dataclasses import dataclass

from d4d.foundation.outbox import Event


@dataclass(frozen=True, slots=True)
class StatementChanged(Event):
    """A version of the privacy statement is in force that people must hear of."""

    topic = "privacy.statement-changed"
    version_id: int
