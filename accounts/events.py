"""What happens to practices and people."""

from dataclasses import dataclass

from d4d.foundation.outbox import Event


@dataclass(frozen=True, slots=True)
class PracticeRegistered(Event):
    """A practice has registered and waits for a decision."""

    topic = "accounts.practice-registered"
    practice_id: int


@dataclass(frozen=True, slots=True)
class PracticeDecided(Event):
    """The staff has approved or denied a practice."""

    topic = "accounts.practice-decided"
    practice_id: int
    state: str


@dataclass(frozen=True, slots=True)
class PracticesMerged(Event):
    """A practice turned out to be another one, which its row names; all that it had is there now."""

    topic = "accounts.practices-merged"
    practice_id: int


@dataclass(frozen=True, slots=True)
class StragglersExpected(Event):
    """What was half-way for a former practice when it was merged has been written down by now."""

    topic = "accounts.stragglers-expected"
    practice_id: int


@dataclass(frozen=True, slots=True)
class ColleagueInvited(Event):
    """Somebody is asked to join a practice."""

    topic = "accounts.colleague-invited"
    invitation_id: int


@dataclass(frozen=True, slots=True)
class VatIdChanged(Event):
    """A practice has given a (new) VAT number, to be confirmed by VIES."""

    topic = "accounts.vat-id-changed"
    practice_id: int


@dataclass(frozen=True, slots=True)
class LetterRequested(Event):
    """Somebody's account calls for a letter: confirm, reset, or a notice that something changed.

    `row_id` is the mailbox, invitation or former mailbox that the letter is about (0: none); `moment`
    keeps one request apart from the next.
    """

    topic = "accounts.letter-requested"
    letter: str
    user_id: int
    row_id: int
    moment: str


@dataclass(frozen=True, slots=True)
class StatementToBeTold(Event):
    """Somebody with an account must hear that the privacy statement has changed."""

    topic = "accounts.statement-to-be-told"
    version_id: int
    user_id: int
