"""What the privacy floor hears of: its own news, which becomes work and letters."""

from d4d.foundation import outbox
from privacy import erasure, mails, searching
from privacy.erasure import letters
from privacy.events import (
    AccountIdle,
    CopyReady,
    CopyWanted,
    Erased,
    ErasureAsked,
    ErasureCancelled,
    ErasureDue,
    IdentityAsked,
    ListWanted,
    NumberCodeWanted,
    RecipientToTell,
    RequestDecided,
    RequestExtended,
    RequestReceived,
    RestrictionLiftingAnnounced,
    ValueWanted,
)
from privacy.export.mails import copy_ready
from privacy.export.making import copies
from privacy.list_exports import lists


def make_the_copy(event: CopyWanted) -> None:
    """Somebody gets everything that we hold about them."""
    copies.make(event.export_id)


def tell_that_the_copy_is_ready(event: CopyReady) -> None:
    """Its owner hears where to fetch it, and until when."""
    copy_ready(event.export_id)


def confirm_the_request(event: RequestReceived) -> None:
    """Somebody hears that we have their request, and by when we answer."""
    mails.received(event.request_id)


def send_the_code(event: NumberCodeWanted) -> None:
    """Somebody gets the code with which they show that a telephone number is theirs."""
    mails.number_code(event.proof_id, event.turn)


def ask_who_it_is(event: IdentityAsked) -> None:
    """Somebody gets the link with which to show who they are."""
    mails.who_are_you(event.request_id, event.turn)


def tell_of_the_extension(event: RequestExtended) -> None:
    """Somebody hears why it takes longer."""
    mails.extended(event.request_id)


def answer_the_request(event: RequestDecided) -> None:
    """Somebody gets their answer."""
    mails.decided(event.request_id)


def tell_before_lifting(event: RestrictionLiftingAnnounced) -> None:
    """Somebody hears that their data will be used again."""
    mails.will_be_lifted(event.restriction_id)


def look_for_the_value(event: ValueWanted) -> None:
    """The privacy officer learns where a value stands."""
    searching.run(event.search_id)


def erase(event: ErasureDue) -> None:
    """The time to think again is over: the person is erased, unless they took it back."""
    erasure.carry_out(event.run_id)


def confirm_the_wish(event: ErasureAsked) -> None:
    """Somebody hears what will happen, when, and how they take it back."""
    letters.asked(event.run_id)


def confirm_that_all_stays(event: ErasureCancelled) -> None:
    """Somebody hears that nothing was erased."""
    letters.taken_back(event.run_id)


def make_the_list(event: ListWanted) -> None:
    """Somebody of the staff gets a list as a file."""
    lists.make(event.export_id)


def drop_the_lists(event: Erased) -> None:
    """No list that was taken out lies ready any more: it may name whoever was erased."""
    lists.drop_all()


def send_the_receipt(event: Erased) -> None:
    """Somebody gets the signed receipt, to the mailbox that is forgotten afterwards."""
    letters.done(event.run_id)


def tell_the_recipient(event: RecipientToTell) -> None:
    """Who got the data hears that its owner was erased here (GDPR art. 19)."""
    letters.tell(event.run_id, event.recipient)


def warn_the_idle(event: AccountIdle) -> None:
    """Somebody hears that their account goes unless they sign in."""
    letters.idle(event.notice_id, event.turn)


outbox.subscribe(CopyWanted, make_the_copy)
outbox.subscribe(CopyReady, tell_that_the_copy_is_ready, queue="mail")
outbox.subscribe(RequestReceived, confirm_the_request, queue="mail")
outbox.subscribe(NumberCodeWanted, send_the_code, queue="mail")
outbox.subscribe(IdentityAsked, ask_who_it_is, queue="mail")
outbox.subscribe(RequestExtended, tell_of_the_extension, queue="mail")
outbox.subscribe(RequestDecided, answer_the_request, queue="mail")
outbox.subscribe(RestrictionLiftingAnnounced, tell_before_lifting, queue="mail")
outbox.subscribe(ValueWanted, look_for_the_value)
outbox.subscribe(ErasureDue, erase)
outbox.subscribe(ErasureAsked, confirm_the_wish, queue="mail")
outbox.subscribe(ErasureCancelled, confirm_that_all_stays, queue="mail")
outbox.subscribe(ListWanted, make_the_list)
outbox.subscribe(Erased, drop_the_lists)
outbox.subscribe(Erased, send_the_receipt, queue="pdf")
outbox.subscribe(RecipientToTell, tell_the_recipient, queue="mail")
outbox.subscribe(AccountIdle, warn_the_idle, queue="mail")
