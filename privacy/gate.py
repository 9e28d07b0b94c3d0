"""May we use somebody's data for this, through this channel, now? The only issuer of permits."""

from dataclasses import dataclass
from uuid import UUID

from d4d.foundation.permit import Permit
from privacy.consent.addresses import is_own
from privacy.consent.ledger import is_on
from privacy.consent.suppression import is_suppressed
from privacy.models import ConsentState, DataSubject
from privacy.vocabulary import PURPOSES, Basis, Channel, Purpose

_STILL_ALLOWED = {Basis.LEGAL}
_WITH_ADDRESS = {Channel.EMAIL, Channel.SMS, Channel.PHONE}


@dataclass(frozen=True, slots=True)
class Refused:
    """No, and why."""

    reason: str


class NotPermitted(Exception):
    """This purpose may not reach this person."""


def may_use(subject: UUID | None, purpose: Purpose, channel: str, to: str = "") -> Permit | Refused:
    """Ask before each use, at the moment of use.

    Consent is never assumed: it must be on record for this purpose and channel, and `to`, the address
    that will be used, must be the person's own and not left alone. People whose data is restricted or
    erased are reached for legal duties only (GDPR art. 18(2)). `subject` is None for a practice's own
    mailbox, which consents to nothing.
    """
    if PURPOSES.get(purpose.code) is not purpose:
        return Refused("this purpose is not in the list")
    if subject is not None and purpose.basis not in _STILL_ALLOWED:
        state = DataSubject.objects.filter(uuid=subject).values_list("state", flat=True).first()
        if state != DataSubject.State.ACTIVE:
            return Refused("this person is restricted, erased or unknown")
    if purpose.basis is Basis.CONSENT:
        reason = _lacks_consent(subject, purpose, channel, to)
    else:
        reason = _is_objected_to(subject, purpose)
    return Refused(reason) if reason else Permit(purpose.code, channel, subject)


def permit(subject: UUID | None, purpose: Purpose, channel: str, to: str = "") -> Permit:
    """The permit itself; raises NotPermitted."""
    answer = may_use(subject, purpose, channel, to)
    if isinstance(answer, Refused):
        raise NotPermitted(answer.reason)
    return answer


def _lacks_consent(subject: UUID | None, purpose: Purpose, channel: str, to: str) -> str:
    if subject is None:
        return "a practice's mailbox consents to nothing"
    if channel not in purpose.channels:
        return "this purpose does not use this channel"
    pair = (purpose, Channel(channel))
    if not is_on(subject, pair):
        return "no consent is on record"
    if pair[1] in _WITH_ADDRESS:
        if not is_own(subject, pair[1], to):
            return "the address is not the person's own"
        if is_suppressed(to, pair):
            return "the address is left alone"
    return ""


def _is_objected_to(subject: UUID | None, purpose: Purpose) -> str:
    """Whether somebody objected to a legitimate interest (GDPR art. 21(1))."""
    if subject is None or purpose.basis is not Basis.INTEREST:
        return ""
    objected = ConsentState.objects.of(subject).filter(
        purpose=purpose.code, standing=ConsentState.Standing.OBJECTED
    )
    return "this person objected" if objected.exists() else ""
