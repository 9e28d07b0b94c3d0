"""What this floor hears of: its own news, which becomes work and letters."""

from d4d.foundation import outbox
from privacy import erasure
from privacy.erasure import letters
from privacy.erasure.events import (
    AccountIdle,
    Erased,
    ErasureAsked,
    ErasureCancelled,
    ErasureDue,
    RecipientToTell,
)


def erase(event: ErasureDue) -> None:
    """The time to think again is over: the person is erased, unless they took it back."""
    erasure.carry_out(event.run_id)


def confirm_the_wish(event: ErasureAsked) -> None:
    """Somebody hears what will happen, when, and how they take it back."""
    letters.asked(event.run_id)


def confirm_that_all_stays(event: ErasureCancelled) -> None:
    """Somebody hears that nothing was erased."""
    letters.taken_back(event.run_id)


def send_the_receipt(event: Erased) -> None:
    """Somebody gets the signed receipt, to the mailbox that is forgotten afterwards."""
    letters.done(event.run_id)


def tell_the_recipient(event: RecipientToTell) -> None:
    """Who got the data hears that its owner was erased here (GDPR art. 19)."""
    letters.tell(event.run_id, event.recipient)


def warn_the_idle(event: AccountIdle) -> None:
    """Somebody hears that their account goes unless they sign in."""
    letters.idle(event.notice_id, event.turn)


outbox.subscribe(ErasureDue, erase)
outbox.subscribe(ErasureAsked, confirm_the_wish, queue="mail")
outbox.subscribe(ErasureCancelled, confirm_that_all_stays, queue="mail")
outbox.subscribe(Erased, send_the_receipt, queue="pdf")
outbox.subscribe(RecipientToTell, tell_the_recipient, queue="mail")
outbox.subscribe(AccountIdle, warn_the_idle, queue="mail")
