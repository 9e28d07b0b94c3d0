"""Addresses and numbers that are left alone: fingerprints, so that no old list brings them back."""

from privacy.consent.addresses import mark_of
from privacy.consent.offers import Pair
from privacy.models import Suppression


def suppress(address: str, pairs: list[Pair]) -> None:
    """Leave an address or number alone for these purposes, on these channels."""
    Suppression.objects.bulk_create(
        [
            Suppression(mark=mark_of(channel, address), channel=channel, purpose=purpose.code)
            for purpose, channel in pairs
        ],
        ignore_conflicts=True,
    )


def lift(address: str, pair: Pair) -> None:
    """The owner of an address asks for it again."""
    purpose, channel = pair
    Suppression.objects.filter(mark=mark_of(channel, address), channel=channel, purpose=purpose.code).delete()


def is_suppressed(address: str, pair: Pair) -> bool:
    """Whether this address or number must be left alone."""
    purpose, channel = pair
    return Suppression.objects.filter(
        mark=mark_of(channel, address), channel=channel, purpose=purpose.code
    ).exists()
