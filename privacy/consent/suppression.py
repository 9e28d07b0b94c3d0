"""Addresses and numbers that are left alone: fingerprints, so that no old list brings them back."""

from collections.abc import Iterable

from privacy import diary
from privacy.consent.addresses import mark_of
from privacy.consent.offers import Pair
from privacy.models import Suppression

DIARY, LEFT_ALONE, ASKED_BACK = "addresses", "left-alone", "asked-back"


def suppress(address: str, pairs: list[Pair]) -> None:
    """Leave an address or number alone for these purposes, on these channels."""
    for pair in pairs:
        suppress_mark(mark_of(pair[1], address), [pair])


def suppress_mark(mark: str, pairs: list[Pair]) -> None:
    """Leave alone whatever address or number has this fingerprint."""
    rows = [Suppression(mark=mark, channel=channel, purpose=purpose.code) for purpose, channel in pairs]
    Suppression.objects.bulk_create(rows, ignore_conflicts=True)
    diary.write(DIARY, *((LEFT_ALONE, channel, purpose.code, mark) for purpose, channel in pairs))


def lift(address: str, pair: Pair) -> None:
    """The owner of an address asks for it again."""
    lift_mark(mark_of(pair[1], address), pair)


def lift_mark(mark: str, pair: Pair) -> None:
    """Whatever address or number has this fingerprint may be reached again."""
    purpose, channel = pair
    if Suppression.objects.filter(mark=mark, channel=channel, purpose=purpose.code).delete()[0]:
        diary.write(DIARY, (ASKED_BACK, channel, purpose.code, mark))


def is_suppressed(address: str, pair: Pair) -> bool:
    """Whether this address or number must be left alone."""
    return bool(suppressed([address], pair))


def suppressed(addresses: Iterable[str], pair: Pair) -> set[str]:
    """Those of these addresses or numbers that must be left alone."""
    purpose, channel = pair
    marks = {address: mark_of(channel, address) for address in addresses}
    alone = Suppression.objects.filter(mark__in=marks.values(), channel=channel, purpose=purpose.code)
    left = set(alone.values_list("mark", flat=True))
    return {address for address, mark in marks.items() if mark in left}
