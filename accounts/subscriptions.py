"""What this room hears of: its own news, which becomes letters and questions to VIES."""

from accounts import mails, services
from accounts.events import (
    ColleagueInvited,
    LetterRequested,
    PracticeDecided,
    PracticeRegistered,
    PracticesMerged,
    StatementToBeTold,
    StragglersExpected,
    VatIdChanged,
)
from d4d.foundation import outbox
from privacy.events import StatementChanged


def ask_vies(event: VatIdChanged) -> None:
    """A VAT number counts only after VIES has said yes."""
    services.confirm_vat_id(event.practice_id)


def call_for_a_review(event: PracticeRegistered) -> None:
    """Whoever decides about practices hears that one waits."""
    mails.to_be_reviewed(event.practice_id)


def look_whether_it_is_known(event: PracticeRegistered) -> None:
    """A new practice may be a customer already; somebody looks."""
    services.look_for_likeness(event.practice_id)


def gather_stragglers(event: StragglersExpected) -> None:
    """What was still written down for a former practice follows the rest."""
    services.gather(event.practice_id)


def write_about_the_merger(event: PracticesMerged) -> None:
    """The managers hear that two customer numbers became one."""
    mails.merged(event.practice_id)


def write_to_the_practice(event: PracticeDecided) -> None:
    """The managers hear what was decided."""
    mails.decided(event.practice_id, event.state)


def write_to_the_colleague(event: ColleagueInvited) -> None:
    """Somebody gets the link with which to join."""
    mails.invitation(event.invitation_id)


def write_about_the_account(event: LetterRequested) -> None:
    """Somebody gets the letter that their account calls for."""
    mails.about_the_account(event.letter, event.user_id, event.row_id, event.moment)


def tell_everybody(event: StatementChanged) -> None:
    """Everybody with an account hears that the privacy statement has changed."""
    services.tell_everybody(event.version_id)


def write_what_changed(event: StatementToBeTold) -> None:
    """Somebody gets the letter that says what is new in the privacy statement."""
    mails.statement_changed(event.version_id, event.user_id)


outbox.subscribe(VatIdChanged, ask_vies)
outbox.subscribe(PracticeRegistered, call_for_a_review, queue="mail")
outbox.subscribe(PracticeRegistered, look_whether_it_is_known)
outbox.subscribe(StragglersExpected, gather_stragglers)
outbox.subscribe(PracticesMerged, write_about_the_merger, queue="mail")
outbox.subscribe(PracticeDecided, write_to_the_practice, queue="mail")
outbox.subscribe(ColleagueInvited, write_to_the_colleague, queue="mail")
outbox.subscribe(LetterRequested, write_about_the_account, queue="mail")
outbox.subscribe(StatementChanged, tell_everybody)
outbox.subscribe(StatementToBeTold, write_what_changed, queue="mail")
