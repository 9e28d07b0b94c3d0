"""The shop fitted to what somebody looked at: off for everybody who did not switch it on.

Rooms that keep something for it say how it is forgotten; that happens the moment somebody switches it off.
"""

from collections.abc import Callable
from uuid import UUID

from django.db.models import Exists, OuterRef

from privacy import consent, gate
from privacy.models import ConsentEvent, ConsentState
from privacy.vocabulary import PERSONALISATION, Channel

Forget = Callable[[UUID], object]
PAIR = (PERSONALISATION, Channel.SITE)


def forgets(forget: Forget) -> None:
    """Let a room forget what it kept of somebody when they want the shop plain again."""
    consent.when_ended(PERSONALISATION, forget)


def is_on(subject: UUID) -> bool:
    """Whether somebody switched it on, and nothing stands in the way of using it now."""
    return not isinstance(gate.may_use(subject, PERSONALISATION, Channel.SITE), gate.Refused)


def switched_on(subject_path: str) -> Exists:
    """The same as far as it stands in one column, for a query that is made anyway."""
    return Exists(
        ConsentState.objects.filter(
            subject=OuterRef(subject_path),
            purpose=PERSONALISATION.code,
            channel=Channel.SITE,
            standing__in=ConsentState.REACHED,
        )
    )


def switch_on(subject: UUID, language: str) -> None:
    """Somebody wants it."""
    consent.give(subject, [PAIR], _circumstances(language))


def switch_off(subject: UUID, language: str) -> None:
    """Somebody wants it no more; what was kept for it is gone when this returns."""
    consent.withdraw(subject, [PAIR], _circumstances(language))


def _circumstances(language: str) -> consent.Circumstances:
    return consent.Circumstances(ConsentEvent.Source.ACCOUNT, locale=language, form="personalisation")
