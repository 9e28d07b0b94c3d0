"""What this room hears of: its own news, which becomes letters and questions to VIES."""

from accounts import mails, services
from accounts.events import ColleagueInvited, LetterRequested, PracticeDecided, VatIdChanged
from d4d.foundation import outbox


def ask_vies(event: VatIdChanged) -> None:
    """A VAT number counts only after VIES has said yes."""
    services.confirm_vat_id(event.practice_id)


def write_to_the_practice(event: PracticeDecided) -> None:
    """The managers hear what was decided."""
    mails.decided(event.practice_id, event.state)


def write_to_the_colleague(event: ColleagueInvited) -> None:
    """Somebody gets the link with which to join."""
    mails.invitation(event.invitation_id)


def write_about_the_account(event: LetterRequested) -> None:
    """Somebody gets the letter that their account calls for."""
    mails.about_the_account(event.letter, event.user_id, event.row_id, event.moment)


outbox.subscribe(VatIdChanged, ask_vies)
outbox.subscribe(PracticeDecided, write_to_the_practice, queue="mail")
outbox.subscribe(ColleagueInvited, write_to_the_colleague, queue="mail")
outbox.subscribe(LetterRequested, write_about_the_account, queue="mail")
