"""Somebody's data is stored and not used (GDPR art. 18), until they were told that this ends."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from d4d.foundation import clock, outbox, states
from privacy import protection
from privacy.events import RestrictionLiftingAnnounced
from privacy.models import DataSubject, Request, Restriction
from privacy.protection import Kind, Noted


class NotToldYet(Exception):
    """A restriction may not be lifted before the letter about it was sent (GDPR art. 18(3))."""


@transaction.atomic
def begin(
    subject: UUID,
    ground: str,
    *,
    by: UUID | None,
    request: Request | None = None,
    began_at: datetime | None = None,
) -> Restriction:
    """From now on this person's data is only kept, but for legal duties and claims; twice is once."""
    person = DataSubject.objects.select_for_update().get(uuid=subject)
    row, _made = Restriction.objects.get_or_create(
        subject=subject,
        ground=ground,
        lifted_at=None,
        defaults={"began_at": began_at or clock.now(), "request": request},
    )
    if person.state == DataSubject.State.ACTIVE:
        _set_state(person, DataSubject.State.RESTRICTED, by)
    protection.begun(Kind.RESTRICTION, subject, ground)
    return row


@transaction.atomic
def announce_lifting(restriction_id: int, reason: str, *, by: UUID | None) -> Restriction:
    """The person gets the letter that must come first."""
    row = Restriction.objects.select_for_update().get(pk=restriction_id)
    if row.lifted_at is None and row.announced_at is None:
        row.announced_at, row.lifting_reason = clock.now(), reason
        row.save(update_fields=["announced_at", "lifting_reason"])
        outbox.publish(RestrictionLiftingAnnounced(restriction_id=row.pk))
    return row


def told(restriction_id: int) -> None:
    """The letter was sent; from now on the restriction may be lifted."""
    Restriction.objects.filter(pk=restriction_id, notice_sent_at=None).update(notice_sent_at=clock.now())


@transaction.atomic
def lift(restriction_id: int, *, by: UUID | None) -> Restriction:
    """The data may be used again. Raises NotToldYet; nothing has changed then."""
    row = Restriction.objects.select_for_update().get(pk=restriction_id)
    if row.lifted_at is not None:
        return row
    if row.notice_sent_at is None:
        raise NotToldYet
    row.lifted_at = clock.now()
    row.save(update_fields=["lifted_at"])
    protection.ended(Kind.RESTRICTION, row.subject, row.ground)
    _free(row.subject, by)
    return row


def restore(noted: Noted) -> bool:
    """Begin or lift a restriction again that an old backup does not know so; its letter was sent then."""
    person = DataSubject.objects.filter(uuid=noted.subject).first()
    if person is None or person.state not in (DataSubject.State.ACTIVE, DataSubject.State.RESTRICTED):
        return False
    standing = Restriction.objects.of(noted.subject).in_force().filter(ground=noted.key)
    if noted.has_begun == standing.exists():
        return False
    if noted.has_begun:
        begin(noted.subject, noted.key, by=None, began_at=noted.at)
    else:
        standing.update(announced_at=noted.at, notice_sent_at=noted.at, lifted_at=noted.at)
        _free(noted.subject, None)
    return True


def _free(subject: UUID, by: UUID | None) -> None:
    person = DataSubject.objects.select_for_update().get(uuid=subject)
    is_free = not Restriction.objects.of(subject).in_force().exists()
    if is_free and person.state == DataSubject.State.RESTRICTED:
        _set_state(person, DataSubject.State.ACTIVE, by)


def _set_state(person: DataSubject, state: str, by: UUID | None) -> None:
    came_from, person.state = person.state, state
    person.save(update_fields=["state"])
    states.begin(person, state, came_from=came_from, by=by)
