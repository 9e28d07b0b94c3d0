"""Who works at a practice, in which role; there is always a manager."""

import hashlib
import secrets
from datetime import timedelta
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db import models, transaction
from django.utils.crypto import salted_hmac

from accounts.events import ColleagueInvited
from accounts.models import Invitation, Membership, Practice, User
from accounts.services.managing import follow_managers
from accounts.services.register import NewPerson, enrol
from d4d.foundation import clock, outbox
from privacy import notice

VALID_DAYS = 7


class CannotChangeColleagues(Exception):
    """A practice cannot be without a manager."""


class InvitationNotUsable(Exception):
    """An invitation was used, withdrawn or has expired, or is meant for somebody else."""


@transaction.atomic
def invite(practice_id: int, email: str, role: str, by: UUID | None) -> Invitation:
    """Ask somebody to join; an earlier invitation to the same address ends."""
    Practice.objects.select_for_update().get(pk=practice_id)
    address = email.lower()
    _open(practice_id).filter(email=address).update(withdrawn_at=clock.now())
    invitation = Invitation.objects.create(
        practice_id=practice_id,
        email=address,
        role=role,
        token_hash=secrets.token_hex(32),
        invited_by=by,
        expires_at=clock.now() + timedelta(days=VALID_DAYS),
    )
    Invitation.objects.filter(pk=invitation.pk).update(token_hash=_digest(token_of(invitation)))
    outbox.publish(ColleagueInvited(invitation_id=invitation.pk))
    return invitation


def token_of(invitation: Invitation) -> str:
    """The secret in the link of an invitation; the database knows its digest only.

    The same at every try to send the letter, so that a repeated letter holds the same link.
    """
    return salted_hmac("accounts.invitation", str(invitation.pk), algorithm="sha256").hexdigest()


def invitation_of(token: str) -> Invitation:
    """The open invitation to which a link leads; raises InvitationNotUsable."""
    found = (
        Invitation.objects.select_related("practice")
        .filter(token_hash=_digest(token), accepted_at=None, withdrawn_at=None, expires_at__gt=clock.now())
        .first()
    )
    if found is None or found.practice.state == Practice.State.CLOSED:
        raise InvitationNotUsable
    return found


@transaction.atomic
def accept_invitation(token: str, *, person: NewPerson | None = None, user: User | None = None) -> Membership:
    """Somebody joins the practice that asked them: as a new person, or with the account they have.

    The link came by mail, so the address of a new person is confirmed by it. Raises
    InvitationNotUsable or AddressAlreadyKnown.
    """
    invitation = invitation_of(token)
    if user is None:
        assert person is not None, "somebody joins"
        user = enrol(person, is_confirmed=person.email.lower() == invitation.email)
        notice.show(user.subject.uuid, "invitation")
    elif not _owns(user, invitation.email):
        raise InvitationNotUsable
    used = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None)
    if not used.update(accepted_at=clock.now(), email=""):  # the member has an address of their own
        raise InvitationNotUsable
    _hold(invitation.practice_id)
    member, _ = Membership.objects.update_or_create(
        user=user, practice=invitation.practice, defaults={"role": invitation.role, "is_active": True}
    )
    follow_managers(invitation.practice_id)
    return member


@transaction.atomic
def withdraw_invitation(invitation_id: int) -> None:
    """An invitation that was not used yet ends."""
    Invitation.objects.filter(pk=invitation_id, accepted_at=None, withdrawn_at=None).update(
        withdrawn_at=clock.now(), email=""
    )


@transaction.atomic
def deactivate_member(membership_id: int) -> Membership:
    """Somebody no longer works there; raises CannotChangeColleagues for the last manager."""
    member = _locked(membership_id)
    _leave_a_manager(member)
    member.is_active = False
    member.save(update_fields=["is_active"])
    follow_managers(member.practice_id)
    return member


@transaction.atomic
def change_colleague(membership_id: int, role: str, order_limit_cents: int | None) -> Membership:
    """Somebody gets another role or limit, and works there (again); the last manager keeps theirs.

    Up to the limit, including VAT, they order without a manager's yes; None is no limit. Raises
    CannotChangeColleagues; nothing has changed then.
    """
    member = _locked(membership_id)
    if role != Membership.Role.MANAGER:
        _leave_a_manager(member)
    member.role = role
    member.order_limit_cents = order_limit_cents
    member.is_active = True
    member.save(update_fields=["role", "order_limit_cents", "is_active"])
    follow_managers(member.practice_id)
    return member


@transaction.atomic
def hand_over(from_membership_id: int, to_membership_id: int) -> None:
    """The manager makes a colleague manager and becomes a buyer."""
    giver, taker = _locked(from_membership_id), _locked(to_membership_id)
    if not giver.may_manage or giver.practice_id != taker.practice_id or giver.pk == taker.pk:
        raise CannotChangeColleagues
    Membership.objects.filter(pk=taker.pk).update(role=Membership.Role.MANAGER, is_active=True)
    Membership.objects.filter(pk=giver.pk).update(role=Membership.Role.BUYER)
    follow_managers(giver.practice_id)


def open_invitations(practice_id: int) -> list[Invitation]:
    """Who was asked and has not answered yet, newest first."""
    return list(_open(practice_id).filter(expires_at__gt=clock.now()).order_by("-pk"))


def _open(practice_id: int) -> models.QuerySet[Invitation]:
    return Invitation.objects.filter(practice_id=practice_id, accepted_at=None, withdrawn_at=None)


def _locked(membership_id: int) -> Membership:
    """The membership, with its practice locked: two managers cannot leave at once."""
    practice_id = Membership.objects.values_list("practice_id", flat=True).get(pk=membership_id)
    _hold(practice_id)
    return Membership.objects.select_related("practice").get(pk=membership_id)


def _hold(practice_id: int) -> None:
    Practice.objects.select_for_update().get(pk=practice_id)


def _leave_a_manager(member: Membership) -> None:
    others = Membership.objects.managing().filter(practice=member.practice_id).exclude(pk=member.pk)
    if member.is_manager and not others.exists():
        raise CannotChangeColleagues


def _owns(user: User, email: str) -> bool:
    return bool(EmailAddress.objects.filter(user=user, email__iexact=email, verified=True).exists())


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
