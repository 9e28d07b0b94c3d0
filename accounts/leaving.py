"""What this room says and does when a person or a practice leaves for good."""

from uuid import UUID

from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Invitation, Membership, Practice, User
from d4d.foundation import states
from privacy import ties
from privacy.ties import Tie


def ties_of(subject: UUID) -> list[Tie]:
    """The practices that would be left without a manager: their last one is asked for a successor."""
    managed = Membership.objects.filter(
        user__subject__uuid=subject, role=Membership.Role.MANAGER, is_active=True
    ).exclude(practice__state=Practice.State.CLOSED)
    alone = [
        member.practice
        for member in managed.select_related("practice")
        if not _managers(member.practice).exclude(user__subject__uuid=subject).exists()
    ]
    text = _(
        "You are the only manager of %(practice)s. Please make a colleague manager, or close the practice."
    )
    return [Tie(text % {"practice": one.name}, link=reverse("accounts:colleagues")) for one in alone]


@transaction.atomic
def leave(subject: UUID) -> None:
    """A person can no longer sign in; a practice is closed. Who else works there is not touched."""
    if user := User.objects.filter(subject__uuid=subject).first():
        User.objects.filter(pk=user.pk).update(is_active=False)
        Invitation.objects.filter(email__iexact=user.email).update(email="")
    if practice := Practice.objects.select_for_update().filter(subject__uuid=subject).first():
        states.move(practice, Practice.State.CLOSED)


def say() -> None:
    """Tell the privacy floor to ask this room."""
    ties.add(ties_of)
    ties.at_leaving(leave)


def _managers(practice: Practice) -> "models.QuerySet[Membership]":
    return Membership.objects.filter(
        practice=practice, role=Membership.Role.MANAGER, is_active=True, user__is_active=True
    )
