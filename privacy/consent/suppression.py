"""Addresses and numbers that are left alone: fingerprints, so that no old list brings them back."""

from privacy.consent import diary
from privacy.consent.addresses import mark_of
from privacy.consent.offers import Pair
from privacy.models import Suppression


def suppress(address: str, pairs: list[Pair]) -> None:
    """Leave an address or number alone for these purposes, on these channels."""
    for pair in pairs:
        suppress_mark(mark_of(pair[1], address), [pair])


def suppress_mark(mark: str, pairs: list[Pair]) -> None:
    """Leave alone whatever address or number has this fingerprint."""
    rows = [Suppression(mark=mark, channel=channel, purpose=purpose.code) for purpose, channel in pairs]
    Suppression.objects.bulk_create(rows, ignore_conflicts=True)
    diary.write(diary.LEFT_ALONE, mark, [(purpose.code, channel) for purpose, channel in pairs])


def lift(address: str, pair: Pair) -> None:
    """The owner of an address asks for it again."""
    lift_mark(mark_of(pair[1], address), pair)


def lift_mark(mark: str, pair: Pair) -> None:
    """Whatever address or number has this fingerprint may be reached again."""
    purpose, channel = pair
    if Suppression.objects.filter(mark=mark, channel=channel, purpose=purpose.code).delete()[0]:
        diary.write(diary.ASKED_BACK, mark, [(purpose.code, channel)])


def is_suppressed(address: str, pair: Pair) -> bool:
    """Whether this address or number must be left alone."""
    purpose, channel = pair
    return Suppression.objects.filter(
        mark=mark_of(channel, address), channel=channel, purpose=purpose.code
    ).exists()
