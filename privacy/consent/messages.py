"""Messages that somebody gets by consent: each at most once, each with a key to the page that ends it."""

import hmac
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.http import base36_to_int, int_to_base36

from d4d.foundation import clock, seal
from privacy.consent.addresses import mark_of
from privacy.consent.offers import Pair, pair_of
from privacy.models import Message


@contextmanager
def sending(pair: Pair, addressed: Mapping[str, tuple[UUID, str]]) -> Iterator[dict[str, Message]]:
    """Note messages before they leave, and that they left.

    `addressed` says of each key whose message it is and where it goes. Whatever was noted before has left, or
    may have left: it is not among those that are yielded, and is not sent again. Two who note the same at the
    same moment cannot both: one of them gets an IntegrityError before anything left.

    What surely did not leave may be tried again: whatever went wrong before it was handed over, and what a
    provider refused. What is in doubt stays noted as being sent.
    """
    noted = _note(pair, addressed)
    mine = Message.objects.filter(pk__in=[message.pk for message in noted])
    try:
        yield {message.key: message for message in noted}
    except Exception as error:
        if not getattr(error, "is_uncertain", False):
            mine.delete()
        raise
    mine.update(state=Message.State.SENT)


def _note(pair: Pair, addressed: Mapping[str, tuple[UUID, str]]) -> list[Message]:
    purpose, channel = pair
    before = set(Message.objects.filter(key__in=list(addressed)).values_list("key", flat=True))
    return Message.objects.bulk_create(
        Message(
            key=key,
            subject=subject,
            purpose=purpose.code,
            channel=channel,
            mark=mark_of(channel, address),
            at=clock.now(),
        )
        for key, (subject, address) in addressed.items()
        if key not in before
    )


def address_of(message: Message) -> str:
    """Where the reader of a message ends it without signing in; names nobody, and never runs out."""
    return settings.PUBLIC_ORIGIN + reverse("privacy:opt_out", args=[token_of(message)])


def token_of(message: Message) -> str:
    """The key to the page that ends a message: its number, and a mark that only we can make."""
    return f"{int_to_base36(message.pk)}-{_mark(message)}"


def opened_with(token: str) -> tuple[Message, Pair] | None:
    """The message whose key this is, and what it was about; None for a key that we did not make."""
    number, _, mark = token.partition("-")
    try:
        message = Message.objects.filter(pk=base36_to_int(number)).first()
    except (ValueError, OverflowError):
        return None
    if message is None or not hmac.compare_digest(mark.encode(), _mark(message).encode()):
        return None
    pair = pair_of(message.purpose, message.channel)
    return (message, pair) if pair else None


def _mark(message: Message) -> str:
    """Of number and key: after an old backup a number may come back, but never with the same key."""
    return seal.fingerprint("message", f"{message.pk}:{message.key}")[:24]
