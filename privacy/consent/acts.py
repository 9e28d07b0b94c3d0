"""What people, staff and rooms do about consent; each act counts in the moment it is made."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db import transaction

from privacy.consent import suppression, wording
from privacy.consent.addresses import addresses_of, owners_of
from privacy.consent.ledger import Action, Choice, Circumstances, Source, Standing, record, standing
from privacy.consent.offers import MARKETING, Pair, asked, offered_to_customers
from privacy.models import ConsentEvent, ConsentEvidence, ConsentState, Message
from privacy.vocabulary import Channel

_BY_THE_OWNER = {Source.ACCOUNT, Source.LINK, Source.COOKIES}
_AGREED = {Standing.GIVEN}


@transaction.atomic
def give(subject: UUID, pairs: Iterable[Pair], how: Circumstances) -> list[ConsentEvent]:
    """Somebody says yes to the words that they see.

    Only the owner of an address, not a list from before, takes it off the addresses that are left alone.
    """
    wanted = list(pairs)
    if how.source in _BY_THE_OWNER:
        own = addresses_of(subject)
        for purpose, channel in wanted:
            if address := own.get(channel):
                suppression.lift(address, (purpose, channel))
    return record(subject, [Choice(pair, Action.GIVEN, wording.code_of(pair)) for pair in wanted], how)


@transaction.atomic
def withdraw(subject: UUID, pairs: Iterable[Pair], how: Circumstances) -> list[ConsentEvent]:
    """Somebody says no: at once, for what is queued as well, and for their address.

    Who never said yes but was reached as a customer, objects.
    """
    wanted = list(pairs)
    _leave_alone(addresses_of(subject), wanted)
    return record(subject, [Choice(pair, _no(subject, pair)) for pair in wanted], how)


def withdraw_everything(subject: UUID, how: Circumstances) -> list[ConsentEvent]:
    """No more of anything that is asked; what was off already stays as it was."""
    with transaction.atomic():
        on = ConsentState.objects.of(subject).filter(standing__in=(*ConsentState.REACHED, Standing.OFFERED))
        kept = {(row.purpose, row.channel) for row in on}
        return withdraw(subject, [pair for pair in asked() if (pair[0].code, str(pair[1])) in kept], how)


def object_to_marketing(subject: UUID, how: Circumstances) -> list[ConsentEvent]:
    """Somebody objects to direct marketing: absolute, on every channel (GDPR art. 21(2) and (3))."""
    pairs = [(purpose, channel) for purpose in MARKETING for channel in purpose.channels]
    with transaction.atomic():
        _leave_alone(addresses_of(subject), pairs)
        return record(subject, [Choice(pair, Action.OBJECTED) for pair in pairs], how)


def offer(subject: UUID, text: str, *, objected: bool, how: Circumstances) -> list[ConsentEvent]:
    """Somebody was asked whether they object, where they gave their address; nothing is sent on this alone.

    Part of the caller's transaction.
    """
    action = Action.OBJECTED if objected else Action.OFFERED
    if objected:
        _leave_alone(addresses_of(subject), offered_to_customers())
    return record(subject, [Choice(pair, action, text) for pair in offered_to_customers()], how)


@transaction.atomic
def record_sale(subject: UUID, occasion: str) -> list[ConsentEvent]:
    """Somebody bought who could object and did not: they may hear of our own similar products.

    Twice the same occasion counts once. Who was never asked, or said no, stays left alone.
    """
    if ConsentEvent.objects.filter(subject=subject, action=Action.SOLD, occasion=occasion).exists():
        return []
    could_object = {Standing.OFFERED, Standing.CUSTOMER}
    pairs = [
        pair
        for pair in offered_to_customers()
        if (state := standing(subject, pair)) and state.standing in could_object
    ]
    how = Circumstances(Source.ORDER, occasion=occasion)
    return record(subject, [Choice(pair, Action.SOLD) for pair in pairs], how)


@transaction.atomic
def suppress_address(channel: Channel, address: str, how: Circumstances) -> int:
    """An address or number asks to be left alone, whoever it belongs to; the number of people it was."""
    pairs = [(purpose, one) for purpose in MARKETING for one in purpose.channels if one is channel]
    suppression.suppress(address, pairs)
    owners = owners_of(channel, address)
    for subject in owners:
        record(subject, [Choice(pair, _no(subject, pair)) for pair in pairs], how)
    return len(owners)


@transaction.atomic
def forget(subject: UUID, addresses: Mapping[Channel, str] | None = None) -> None:
    """Somebody is erased: their addresses are left alone for good, and what hangs on them goes.

    The ledger keeps its rows, which name nobody, until its own period is over. To be called while the
    addresses are still known; `addresses` names those that are known elsewhere.
    """
    known = {**addresses_of(subject), **(addresses or {})}
    _leave_alone(known, [(purpose, channel) for purpose in MARKETING for channel in purpose.channels])
    ConsentState.objects.of(subject).delete()
    ConsentEvidence.objects.filter(subject=subject).delete()
    Message.objects.filter(subject=subject).update(subject=None)


def _leave_alone(addresses: Mapping[Channel, str], pairs: list[Pair]) -> None:
    for pair in pairs:
        if address := addresses.get(pair[1]):
            suppression.suppress(address, [pair])


def _no(subject: UUID, pair: Pair) -> ConsentEvent.Action:
    state = standing(subject, pair)
    return Action.WITHDRAWN if state and state.standing in _AGREED else Action.OBJECTED
