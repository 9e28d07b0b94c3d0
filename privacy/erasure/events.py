"""What happens to somebody who is erased."""

from dataclasses import dataclass

from d4d.foundation.outbox import Event


@dataclass(frozen=True, slots=True)
class ErasureAsked(Event):
    """Somebody asked to be erased, and can still take that back."""

    topic = "privacy.erasure-asked"
    run_id: int


@dataclass(frozen=True, slots=True)
class ErasureCancelled(Event):
    """An erasure was taken back in time."""

    topic = "privacy.erasure-cancelled"
    run_id: int


@dataclass(frozen=True, slots=True)
class ErasureDue(Event):
    """The time to think again about an erasure is over; `turn` keeps one try apart from the next."""

    topic = "privacy.erasure-due"
    run_id: int
    turn: str


@dataclass(frozen=True, slots=True)
class Erased(Event):
    """Somebody is erased, and gets a receipt."""

    topic = "privacy.erased"
    run_id: int


@dataclass(frozen=True, slots=True)
class RecipientToTell(Event):
    """Somebody who got data about an erased person is to hear of it (GDPR art. 19)."""

    topic = "privacy.recipient-to-tell"
    run_id: int
    recipient: str


@dataclass(frozen=True, slots=True)
class AccountIdle(Event):
    """Nobody used an account for years; `turn` is the first or the second notice."""

    topic = "privacy.account-idle"
    notice_id: int
    turn: int
