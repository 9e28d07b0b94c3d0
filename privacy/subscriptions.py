"""What the privacy floor hears of: its own news, which becomes work and letters."""

from d4d.foundation import outbox
from privacy import mails, searching
from privacy.events import (
    CopyReady,
    CopyWanted,
    IdentityAsked,
    RequestDecided,
    RequestExtended,
    RequestReceived,
    RestrictionLiftingAnnounced,
    ValueWanted,
)
from privacy.export import making
from privacy.export.mails import copy_ready


def make_the_copy(event: CopyWanted) -> None:
    """Somebody gets everything that we hold about them."""
    making.make(event.export_id)


def tell_that_the_copy_is_ready(event: CopyReady) -> None:
    """Its owner hears where to fetch it, and until when."""
    copy_ready(event.export_id)


def confirm_the_request(event: RequestReceived) -> None:
    """Somebody hears that we have their request, and by when we answer."""
    mails.received(event.request_id)


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


outbox.subscribe(CopyWanted, make_the_copy)
outbox.subscribe(CopyReady, tell_that_the_copy_is_ready, queue="mail")
outbox.subscribe(RequestReceived, confirm_the_request, queue="mail")
outbox.subscribe(IdentityAsked, ask_who_it_is, queue="mail")
outbox.subscribe(RequestExtended, tell_of_the_extension, queue="mail")
outbox.subscribe(RequestDecided, answer_the_request, queue="mail")
outbox.subscribe(RestrictionLiftingAnnounced, tell_before_lifting, queue="mail")
outbox.subscribe(ValueWanted, look_for_the_value)
