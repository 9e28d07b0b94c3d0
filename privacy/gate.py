"""May we use somebody's data for this, through this channel, now? The only issuer of permits."""

from dataclasses import dataclass
from uuid import UUID

from d4d.foundation.permit import Permit
from privacy.models import DataSubject
from privacy.vocabulary import PURPOSES, Basis, Purpose

_STILL_ALLOWED = {Basis.LEGAL}


@dataclass(frozen=True, slots=True)
class Refused:
    """No, and why."""

    reason: str


class NotPermitted(Exception):
    """This purpose may not reach this person."""


def may_use(subject: UUID | None, purpose: Purpose, channel: str) -> Permit | Refused:
    """Ask before each use, at the moment of use.

    Consent is never assumed. People whose data is restricted or erased are reached for legal duties
    only (GDPR art. 18(2)). `subject` is None for a practice's own mailbox.
    """
    if PURPOSES.get(purpose.code) is not purpose:
        return Refused("this purpose is not in the list")
    if purpose.basis is Basis.CONSENT:
        return Refused("no consent is on record")
    if subject is not None and purpose.basis not in _STILL_ALLOWED:
        state = DataSubject.objects.filter(uuid=subject).values_list("state", flat=True).first()
        if state != DataSubject.State.ACTIVE:
            return Refused("this person is restricted, erased or unknown")
    return Permit(purpose.code, channel, subject)


def permit(subject: UUID | None, purpose: Purpose, channel: str) -> Permit:
    """The permit itself; raises NotPermitted."""
    answer = may_use(subject, purpose, channel)
    if isinstance(answer, Refused):
        raise NotPermitted(answer.reason)
    return answer
