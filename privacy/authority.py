"""An authority demands data: checked by two people, only the chosen fields, told when that is allowed."""

import json
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction

from d4d.foundation import clock, numbering, states
from privacy import disclosure, people
from privacy.models import AuthorityRequest, Disclosure
from privacy.vocabulary import AUTHORITIES, AUTHORITY, SILENCE_MONTHS

State = AuthorityRequest.State


class NotTwoPeople(Exception):
    """Who approved first cannot approve again."""


class NotApproved(Exception):
    """Nothing is handed out before two people approved."""


class SilenceTooLong(Exception):
    """An order to keep silent names its legal ground and ends within six months."""


@transaction.atomic
def register(
    person: UUID,
    *,
    authority: str,
    statute: str,
    reference: str,
    fields: Sequence[str],
    by: UUID,
    silence_ground: str = "",
    silent_until: date | None = None,
) -> AuthorityRequest:
    """Write down a demand. Raises NotOnTheList for a field we never hand out, SilenceTooLong."""
    disclosure.check(AUTHORITY, dict.fromkeys(fields, "?"))
    if silent_until is not None:
        last = clock.months_later(clock.today(), SILENCE_MONTHS)
        if not silence_ground.strip() or not clock.today() < silent_until <= last:
            raise SilenceTooLong
    row = AuthorityRequest.objects.create(
        number=_number(),
        person=person,
        authority=authority,
        statute=statute,
        reference=reference,
        fields=sorted(fields),
        received_at=clock.now(),
        silence_ground=silence_ground if silent_until else "",
        silent_until=silent_until,
    )
    states.begin(row, row.state, by=by)
    return row


@transaction.atomic
def approve(demand_id: int, *, by: UUID) -> AuthorityRequest:
    """The first, or the second and different, of the two who must approve. Raises NotTwoPeople."""
    row = AuthorityRequest.objects.select_for_update().get(pk=demand_id)
    if row.state != State.RECEIVED:
        return row
    if row.first_approver is None:
        row.first_approver = by
        row.save(update_fields=["first_approver"])
        return row
    if row.first_approver == by:
        raise NotTwoPeople
    row.second_approver = by
    row.save(update_fields=["second_approver"])
    states.move(row, State.APPROVED, by=by)
    return row


@transaction.atomic
def deny(demand_id: int, reason: str, *, by: UUID) -> AuthorityRequest:
    """The power is not there, or not for this: nothing goes."""
    row = AuthorityRequest.objects.select_for_update().get(pk=demand_id)
    if states.move(row, State.DENIED, by=by, reason="denied"):
        row.denied_because = reason
        row.save(update_fields=["denied_because"])
    return row


@transaction.atomic
def hand_out(demand_id: int, *, by: UUID) -> bytes:
    """The file with the chosen fields and nothing else; a line in the log of disclosures each time.

    While we must keep silent that line names nobody. Raises NotApproved.
    """
    row = AuthorityRequest.objects.select_for_update().get(pk=demand_id)
    if row.state not in {State.APPROVED, State.RELEASED}:
        raise NotApproved
    now, facts = clock.now(), people.facts(row.person)
    chosen = {name: facts.get(name, "") for name in row.fields}
    subject = None if row.is_silent else row.person
    disclosure.check(AUTHORITY, chosen)
    disclosure.note(AUTHORITY, chosen, subject=subject, occasion=_occasion(row), purpose=AUTHORITIES, at=now)
    if states.move(row, State.RELEASED, by=by):
        row.released_at = now
        row.save(update_fields=["released_at"])
    head = {"number": row.number, "authority": row.authority, "reference": row.reference}
    return json.dumps({**head, "data": chosen}, ensure_ascii=False, indent=2).encode()


def end_silence() -> None:
    """What was handed out in silence is told to the person once the last day has passed."""
    for pk in AuthorityRequest.objects.silence_over(clock.today()).values_list("pk", flat=True):
        lift(pk)


@transaction.atomic
def lift(demand_id: int) -> AuthorityRequest:
    """The silence ends: the person's own page tells each file with its true date and what was in it."""
    row = AuthorityRequest.objects.select_for_update().get(pk=demand_id)
    if not row.is_silent:
        return row
    row.lifted_at = clock.now()
    row.save(update_fields=["lifted_at"])
    for file in Disclosure.objects.filter(subject=None, recipient=AUTHORITY.code, occasion=_occasion(row)):
        disclosure.note(
            AUTHORITY,
            dict.fromkeys(file.fields, "told"),
            subject=row.person,
            occasion=file.occasion,
            purpose=AUTHORITIES,
            at=file.at,
        )
    return row


def _occasion(row: AuthorityRequest) -> str:
    return f"demand {row.number}"


def _number() -> str:
    year = clock.today().year
    return f"A{year}-{numbering.draw(f'authority-{year}'):04}"
