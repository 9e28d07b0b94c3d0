"""What people, staff and rooms do about consent; each act counts in the moment it is made."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db import transaction

from privacy import protection
from privacy.consent import numbers, suppression, wording
from privacy.consent.addresses import WITH_ADDRESS, addresses_of, owners_of
from privacy.consent.ledger import Action, Choice, Circumstances, Source, Standing, is_on, record
from privacy.consent.offers import MARKETING, Pair, marketing, offered_to_customers, pair_of
from privacy.models import ConsentEvent, ConsentState, Message
from privacy.protection import Kind, Noted
from privacy.vocabulary import Channel

_BY_THE_OWNER = {Source.ACCOUNT, Source.LINK, Source.COOKIES}
_OFF = {Standing.WITHDRAWN, Standing.OBJECTED}
_COULD_OBJECT = {Standing.OFFERED, Standing.CUSTOMER}


@transaction.atomic
def give(subject: UUID, pairs: Iterable[Pair], how: Circumstances) -> list[ConsentEvent]:
    """Somebody says yes to the words that they see.

    Only the owner of an address, not a list from before, takes it off the addresses that are left alone;
    of a telephone number once they have shown that it is theirs.
    """
    wanted = list(pairs)
    if how.source in _BY_THE_OWNER:
        own = addresses_of(subject)
        for purpose, channel in wanted:
            address = own.get(channel)
            if address and (channel not in numbers.NUMBERED or numbers.is_proved(subject, address)):
                suppression.lift(address, (purpose, channel))
    for pair in _without_address(wanted):
        protection.ended(Kind.REFUSAL, subject, _key(pair))
    return record(subject, [Choice(pair, Action.GIVEN, wording.code_of(pair)) for pair in wanted], how)


@transaction.atomic
def withdraw(subject: UUID, pairs: Iterable[Pair], how: Circumstances) -> list[ConsentEvent]:
    """Somebody says no: at once, for what is queued as well, and for their address. Twice is once.

    Who never said yes but was reached as a customer, objects.
    """
    wanted = list(pairs)
    _leave_alone(addresses_of(subject), wanted)
    for pair in _without_address(wanted):
        protection.begun(Kind.REFUSAL, subject, _key(pair), how.source)
    return _say_no(subject, wanted, how)


def restore(noted: Noted) -> bool:
    """Say no again for somebody who said so after an old backup; a yes that was lost must be given anew."""
    purpose, _, channel = noted.key.partition("/")
    pair, (source,) = pair_of(purpose, channel), noted.details or ("",)
    if not noted.has_begun or pair is None or not is_on(noted.subject, pair):
        return False
    return bool(withdraw(noted.subject, [pair], Circumstances(source)))


@transaction.atomic
def withdraw_everything(subject: UUID, how: Circumstances) -> list[ConsentEvent]:
    """No more of anything that was chosen or that customers get."""
    chosen = _standings(subject)
    return withdraw(subject, [pair for pair, standing in chosen.items() if standing not in _OFF], how)


def object_to_marketing(subject: UUID, how: Circumstances) -> list[ConsentEvent]:
    """Somebody objects to direct marketing: absolute, on every channel (GDPR art. 21(2) and (3))."""
    with transaction.atomic():
        _leave_alone(addresses_of(subject), marketing())
        return record(subject, [Choice(pair, Action.OBJECTED) for pair in marketing()], how)


@transaction.atomic
def end_by_message(message: Message, pair: Pair, how: Circumstances, *, everything: bool = False) -> None:
    """The reader of a message wants no more of it: for the address it went to, and for the person.

    Holds for who was erased or moved to another address too.
    """
    pairs = [(purpose, pair[1]) for purpose in MARKETING] if everything else [pair]
    suppression.suppress_mark(message.mark, pairs)
    if message.subject is None:
        return
    if everything:
        withdraw_everything(message.subject, how)
    else:
        withdraw(message.subject, [pair], how)


def offer(subject: UUID, text: str, *, objected: bool, how: Circumstances) -> list[ConsentEvent]:
    """Somebody was asked whether they object, where they gave their address.

    Nothing is sent on this alone. Part of the caller's transaction.
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
    before = _standings(subject)
    pairs = [pair for pair in offered_to_customers() if before.get(pair) in _COULD_OBJECT]
    how = Circumstances(Source.ORDER, occasion=occasion)
    return record(subject, [Choice(pair, Action.SOLD) for pair in pairs], how)


@transaction.atomic
def suppress_address(channel: Channel, address: str, how: Circumstances) -> int:
    """An address or number asks to be left alone, whoever it belongs to; the number of people it was."""
    pairs = [pair for pair in marketing() if pair[1] is channel]
    suppression.suppress(address, pairs)
    if channel in numbers.NUMBERED:
        numbers.forget(address)
    owners = owners_of(channel, address)
    for subject in owners:
        _say_no(subject, pairs, how)
    return len(owners)


def leave_alone_for_good(subject: UUID) -> None:
    """Somebody is about to be erased: no old list may bring news to their addresses again.

    To be called while the addresses are still known; the rows go as the register says.
    """
    _leave_alone(addresses_of(subject), marketing())


def _leave_alone(addresses: Mapping[Channel, str], pairs: list[Pair]) -> None:
    for pair in pairs:
        if address := addresses.get(pair[1]):
            suppression.suppress(address, [pair])


def _without_address(pairs: Iterable[Pair]) -> list[Pair]:
    """What reaches nobody by an address: a no to it is noted by the person instead."""
    return [pair for pair in pairs if pair[1] not in WITH_ADDRESS]


def _key(pair: Pair) -> str:
    return f"{pair[0].code}/{pair[1]}"


def _say_no(subject: UUID, pairs: Iterable[Pair], how: Circumstances) -> list[ConsentEvent]:
    before = _standings(subject)
    choices = [
        Choice(pair, Action.WITHDRAWN if before.get(pair) == Standing.GIVEN else Action.OBJECTED)
        for pair in pairs
        if before.get(pair) not in _OFF
    ]
    return record(subject, choices, how)


def _standings(subject: UUID) -> dict[Pair, str]:
    rows = ConsentState.objects.of(subject).values_list("purpose", "channel", "standing")
    return {pair: standing for purpose, channel, standing in rows if (pair := pair_of(purpose, channel))}
