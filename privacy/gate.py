"""May we use somebody's data for this, through this channel, now? The only issuer of permits."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from d4d.foundation.permit import Permit
from privacy.consent.addresses import WITH_ADDRESS, is_the_same, own_addresses
from privacy.consent.ledger import those_on
from privacy.consent.numbers import proved
from privacy.consent.suppression import suppressed
from privacy.models import ConsentState, DataSubject, Objection, Restriction
from privacy.vocabulary import PASSES_RESTRICTION, PURPOSES, Basis, Channel, Purpose

People = Mapping[UUID, str]  # each with the address that will be used
Reasons = dict[UUID, str]  # why somebody is not reached; whoever is not in it, is
FROZEN = "this person is restricted, erased or unknown"


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
    if subject is not None:
        return may_use_each({subject: to}, purpose, channel)[subject]
    if PURPOSES.get(purpose.code) is not purpose:
        return Refused("this purpose is not in the list")
    if purpose.basis is Basis.CONSENT:
        return Refused("a practice's mailbox consents to nothing")
    return Permit(purpose.code, channel, None)


def may_use_each(people: People, purpose: Purpose, channel: str) -> dict[UUID, Permit | Refused]:
    """The same question about many people at once, in as many statements as about one."""
    reasons: Reasons = {}
    if PURPOSES.get(purpose.code) is not purpose:
        reasons = dict.fromkeys(people, "this purpose is not in the list")
    for refused in _CHECKS if purpose.basis is Basis.CONSENT else (_frozen, _objected_to):
        if left := {subject: to for subject, to in people.items() if subject not in reasons}:
            reasons |= refused(left, purpose, channel)
    return {
        subject: Refused(reasons[subject]) if subject in reasons else Permit(purpose.code, channel, subject)
        for subject in people
    }


def permit(subject: UUID | None, purpose: Purpose, channel: str, to: str = "") -> Permit:
    """The permit itself; raises NotPermitted."""
    return _granted(may_use(subject, purpose, channel, to))


def permits(people: People, purpose: Purpose, channel: str) -> list[Permit]:
    """A permit for each of them; raises NotPermitted when one of them may not be reached."""
    return [_granted(answer) for answer in may_use_each(people, purpose, channel).values()]


def stopped(subjects: Iterable[UUID], purpose: Purpose) -> Reasons:
    """Why the data of people whom we know may not be used for this, whatever the channel."""
    known = dict.fromkeys(_states_of(subjects), "")
    frozen = _frozen(known, purpose, "")
    return frozen | _objected_to(known, purpose, "")


def _granted(answer: Permit | Refused) -> Permit:
    if isinstance(answer, Refused):
        raise NotPermitted(answer.reason)
    return answer


def _frozen(people: People, purpose: Purpose, channel: str) -> Reasons:
    """Restricted data serves legal duties, claims, and what was agreed to since (GDPR art. 18(2))."""
    if purpose.code in PASSES_RESTRICTION:
        return {}
    states = _states_of(people)
    restricted = {one for one, state in states.items() if state == DataSubject.State.RESTRICTED}
    agreed = _agreed_since(restricted, purpose, channel) if purpose.basis is Basis.CONSENT else set()
    return {
        subject: FROZEN
        for subject in people
        if states.get(subject) != DataSubject.State.ACTIVE and subject not in agreed
    }


def _agreed_since(restricted: set[UUID], purpose: Purpose, channel: str) -> set[UUID]:
    """Who said yes to this, on this channel if one is named, after their data was restricted."""
    if not restricted:
        return set()
    limits = Restriction.objects.filter(subject__in=restricted).in_force().order_by("began_at")
    began = dict(limits.values_list("subject", "began_at"))
    given = ConsentState.objects.filter(
        subject__in=restricted, purpose=purpose.code, standing=ConsentState.Standing.GIVEN
    )
    of_channel = given.filter(channel=channel) if channel else given
    agreed = of_channel.values_list("subject", "changed_at")
    return {subject for subject, at in agreed if subject in began and at > began[subject]}


def _without_consent(people: People, purpose: Purpose, channel: str) -> Reasons:
    if channel not in purpose.channels:
        return dict.fromkeys(people, "this purpose does not use this channel")
    agreed = those_on(people, (purpose, Channel(channel)))
    return {subject: "no consent is on record" for subject in people if subject not in agreed}


def _at_a_strange_address(people: People, _purpose: Purpose, channel: str) -> Reasons:
    if channel not in WITH_ADDRESS:
        return {}
    own = own_addresses(people, Channel(channel))
    return {
        subject: "the address is not the person's own"
        for subject, to in people.items()
        if not is_the_same(own.get(subject, ""), to)
    }


def _at_an_unproved_number(people: People, _purpose: Purpose, channel: str) -> Reasons:
    known = proved(people) if channel == Channel.SMS else set(people)
    return {
        subject: "nobody has shown that this number is theirs" for subject in people if subject not in known
    }


def _left_alone(people: People, purpose: Purpose, channel: str) -> Reasons:
    if channel not in WITH_ADDRESS:
        return {}
    alone = suppressed(people.values(), (purpose, Channel(channel)))
    return {subject: "the address is left alone" for subject, to in people.items() if to in alone}


def _objected_to(people: People, purpose: Purpose, _channel: str) -> Reasons:
    """Whether they objected to a legitimate interest (GDPR art. 21(1))."""
    if purpose.basis is not Basis.INTEREST:
        return {}
    objected = Objection.objects.filter(subject__in=people, purpose=purpose.code, ended_at=None)
    return dict.fromkeys(objected.values_list("subject", flat=True), "this person objected")


def _states_of(subjects: Iterable[UUID]) -> dict[UUID, str]:
    return dict(DataSubject.objects.filter(uuid__in=list(subjects)).values_list("uuid", "state"))


_CHECKS: tuple[Callable[[People, Purpose, str], Reasons], ...] = (
    _frozen,
    _without_consent,
    _at_a_strange_address,
    _at_an_unproved_number,
    _left_alone,
)
