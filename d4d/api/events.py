"""What happens to links with software."""

from dataclasses import dataclass

from d4d.foundation.outbox import Event


@dataclass(frozen=True, slots=True)
class CallWanted(Event):
    """There is news for an address of a practice's software."""

    topic = "api.call-wanted"
    call_id: int


@dataclass(frozen=True, slots=True)
class WebhookPaused(Event):
    """An address was switched off because it did not answer; `call_id` was given up last."""

    topic = "api.webhook-paused"
    webhook_id: int
    call_id: int
