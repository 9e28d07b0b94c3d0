"""What happened on the privacy floor; ids only."""

from dataclasses import dataclass

from d4d.foundation.outbox import Event


@dataclass(frozen=True, slots=True)
class CopyWanted(Event):
    """Somebody asked for a copy of their data."""

    topic = "privacy.copy-wanted"
    export_id: int


@dataclass(frozen=True, slots=True)
class CopyReady(Event):
    """A copy lies ready, and its owner should hear so."""

    topic = "privacy.copy-ready"
    export_id: int


@dataclass(frozen=True, slots=True)
class ListWanted(Event):
    """Somebody of the staff takes a list out."""

    topic = "privacy.list-wanted"
    export_id: int


@dataclass(frozen=True, slots=True)
class NumberCodeWanted(Event):
    """Somebody wants to show that a telephone number is theirs; `turn` keeps one code from the next."""

    topic = "privacy.number-code-wanted"
    proof_id: int
    turn: int


@dataclass(frozen=True, slots=True)
class RequestReceived(Event):
    """Somebody used a right, and should hear that we have it and by when we answer."""

    topic = "privacy.request-received"
    request_id: int


@dataclass(frozen=True, slots=True)
class IdentityAsked(Event):
    """We do not know yet who asks: a link goes to the mailbox."""

    topic = "privacy.identity-asked"
    request_id: int
    turn: int


@dataclass(frozen=True, slots=True)
class RequestExtended(Event):
    """An answer takes longer; the person hears why, in the first month."""

    topic = "privacy.request-extended"
    request_id: int


@dataclass(frozen=True, slots=True)
class RequestDecided(Event):
    """A request has its answer."""

    topic = "privacy.request-decided"
    request_id: int


@dataclass(frozen=True, slots=True)
class RestrictionLiftingAnnounced(Event):
    """Data will be used again; the person hears so first."""

    topic = "privacy.restriction-lifting-announced"
    restriction_id: int


@dataclass(frozen=True, slots=True)
class StatementChanged(Event):
    """A version of the privacy statement is in force that people must hear of."""

    topic = "privacy.statement-changed"
    version_id: int


@dataclass(frozen=True, slots=True)
class ValueWanted(Event):
    """The privacy officer wants to know where a value stands."""

    topic = "privacy.value-wanted"
    search_id: int


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
