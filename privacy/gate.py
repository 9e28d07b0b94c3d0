"""May we use somebody's data for this, through this channel, now? The only issuer of permits."""

from dataclasses import dataclass
from uuid import UUID

from d4d.foundation.permit import Permit
from privacy.consent.addresses import WITH_ADDRESS, is_own
from privacy.consent.ledger import is_on
from privacy.consent.numbers import is_proved
from privacy.consent.suppression import is_suppressed
from privacy.models import ConsentState, DataSubject, Objection, Restriction
from privacy.vocabulary import PASSES_RESTRICTION, PURPOSES, Basis, Channel, Purpose


@dataclass(frozen=True, slots=True)
class Refused:
    """No, and why."""

    reason: str


class NotPermitted(Exception):
    """This purpose may not reach this person."""


def may_use(subject: UUID | None, purpose: Purpose, channel: str, to: str = "") -> Permit | Refused:
    """Ask before each use, at the moment of use.

    Consent is never assumed: it must be on record for this purpose and channel, and `to`, the address
    that will be used, must be the person's own and not left alone. `subject` is None for a practice's own
    mailbox, which consents to nothing.
    """
    if PURPOSES.get(purpose.code) is not purpose:
        return Refused("this purpose is not in the list")
    if subject is not None and (reason := _is_frozen(subject, purpose, _state_of(subject), channel)):
        return Refused(reason)
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
    if pair[1] in WITH_ADDRESS:
        if not is_own(subject, pair[1], to):
            return "the address is not the person's own"
        if pair[1] is Channel.SMS and not is_proved(subject, to):
            return "nobody has shown that this number is theirs"
        if is_suppressed(to, pair):
            return "the address is left alone"
    return ""


def stopped(subject: UUID, purpose: Purpose) -> str:
    """Why a known person's data may not be used for this, whatever the channel; empty when it may."""
    state = _state_of(subject)
    if state is None:
        return ""
    return _is_frozen(subject, purpose, state) or _is_objected_to(subject, purpose)


def _is_frozen(subject: UUID, purpose: Purpose, state: str | None, channel: str = "") -> str:
    """Restricted data serves legal duties, claims, and what was agreed to since (GDPR art. 18(2))."""
    if purpose.code in PASSES_RESTRICTION:
        return ""
    if state == DataSubject.State.ACTIVE:
        return ""
    if state == DataSubject.State.RESTRICTED and purpose.basis is Basis.CONSENT:
        since = Restriction.objects.of(subject).in_force().order_by("-began_at").values("began_at")[:1]
        agreed = ConsentState.objects.of(subject).filter(
            purpose=purpose.code, standing=ConsentState.Standing.GIVEN, changed_at__gt=since
        )
        if (agreed.filter(channel=channel) if channel else agreed).exists():
            return ""
    return "this person is restricted, erased or unknown"


def _state_of(subject: UUID) -> str | None:
    return DataSubject.objects.filter(uuid=subject).values_list("state", flat=True).first()


def _is_objected_to(subject: UUID | None, purpose: Purpose) -> str:
    """Whether somebody objected to a legitimate interest (GDPR art. 21(1))."""
    if subject is None or purpose.basis is not Basis.INTEREST:
        return ""
    objected = Objection.objects.filter(subject=subject, purpose=purpose.code, ended_at=None)
    return "this person objected" if objected.exists() else ""
