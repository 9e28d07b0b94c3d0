"""Where somebody is reached, and whose address or number it is; people are known by their account only."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib.auth import get_user_model

from d4d.foundation import seal
from privacy.vocabulary import Channel

_COLUMNS = {Channel.EMAIL: "email", Channel.SMS: "phone", Channel.PHONE: "phone"}
WITH_ADDRESS = frozenset(_COLUMNS)


def addresses_of(subject: UUID) -> dict[Channel, str]:
    """The address of somebody on each channel that has one."""
    person = get_user_model().objects.filter(subject__uuid=subject).first()
    found = {channel: getattr(person, column, "") for channel, column in _COLUMNS.items()}
    return {channel: address for channel, address in found.items() if address}


def owners_of(channel: Channel, address: str) -> list[UUID]:
    """Everybody who gave this address or number as their own."""
    rows = get_user_model().objects.filter(**{f"{_COLUMNS[channel]}__iexact": normal(address)})
    return list(rows.values_list("subject__uuid", flat=True))


def own_addresses(subjects: Iterable[UUID], channel: Channel) -> dict[UUID, str]:
    """What these people gave as their own address or number."""
    people = get_user_model().objects.filter(subject__uuid__in=list(subjects))
    return dict(people.values_list("subject__uuid", _COLUMNS[channel]))


def is_the_same(own: str, address: str) -> bool:
    """Whether an address or number is the one that somebody gave; nothing is never the same."""
    return bool(own) and normal(own) == normal(address)


def normal(address: str) -> str:
    """An address or number in the one form in which it is compared."""
    return "".join(address.split()).casefold()


def mark_of(channel: Channel, address: str) -> str:
    """The fingerprint of an address or number; the same number for text messages and calls."""
    kind = "email" if channel is Channel.EMAIL else "number"
    return seal.fingerprint(f"address:{kind}", normal(address))
