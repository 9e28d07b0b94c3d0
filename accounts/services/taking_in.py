"""Practices that come from a list: their source is kept, nobody is written to, and marketing stays off."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction

from accounts.models import Membership, Practice, User
from accounts.models.origins import Origin
from accounts.services.managing import follow_managers
from accounts.services.register import AddressAlreadyKnown, NewAddress, NewPractice, is_known, write_down
from d4d.foundation import seal, states
from privacy.models import DataSubject

REASON = "list"


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who works at a practice, as a list tells; they choose a password themselves."""

    email: str
    first_name: str
    last_name: str
    role: str = Membership.Role.MANAGER
    salutation: str = ""
    phone: str = ""


def mark_of(source: str, reference: str) -> str:
    """What is kept of a practice's number in a list."""
    return seal.fingerprint("origin", f"{source.lower()}\n{reference}")


@transaction.atomic
def take_in(
    practice: NewPractice,
    address: NewAddress,
    people: Sequence[Colleague],
    *,
    source: str,
    reference: str,
    is_approved: bool = False,
    by: UUID | None = None,
) -> Practice:
    """A practice with its people and one address; asks them nothing and tells them nothing.

    Raises AddressAlreadyKnown when somebody signs in with one of the addresses; nothing has changed then.
    """
    row = write_down(practice, address, by=by, reason=REASON)
    if is_approved:
        states.move(row, Practice.State.APPROVED, by=by, reason=REASON)
    Origin.objects.create(practice=row, source=source, mark=mark_of(source, reference))
    for person in people:
        take_in_colleague(row.pk, person)
    return row


@transaction.atomic
def take_in_colleague(practice_id: int, person: Colleague) -> User:
    """Somebody of a practice from a list, who can sign in once they have chosen a password.

    Raises AddressAlreadyKnown, and nothing has changed then.
    """
    email = person.email.lower()
    if is_known(email):
        raise AddressAlreadyKnown
    user = User.objects.create(
        subject=DataSubject.objects.create(),
        email=email,
        password=make_password(None),
        first_name=person.first_name,
        last_name=person.last_name,
        salutation=person.salutation,
        phone=person.phone,
    )
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=False)
    Membership.objects.create(user=user, practice_id=practice_id, role=person.role)
    follow_managers(practice_id)
    return user
