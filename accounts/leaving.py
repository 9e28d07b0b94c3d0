"""What this room says and does when a person or a practice leaves for good."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Invitation, Membership, Practice, User
from accounts.services.managing import follow_person
from d4d.foundation import states
from privacy import erasure, retention, ties
from privacy.models import DataSubject, Hold
from privacy.retention import Idle
from privacy.ties import Tie

AT_ONCE = 500


def ties_of(subject: UUID) -> list[Tie]:
    """The practices that would be left without a manager, and that a former customer is another one now."""
    staying = Practice.objects.filter(subject__state__in=ties.STAYING)
    if became := staying.filter(predecessors__subject__uuid=subject).first():
        return [Tie(_("This customer is %(number)s now.") % {"number": became.number}, blocks=True)]
    alone = _managed_alone(subject)
    text = _("You are the only manager of %(practice)s. Make a colleague manager, or close the practice.")
    return [Tie(text % {"practice": one.name}, link=reverse("accounts:colleagues")) for one in alone]


def _managed_alone(subject: UUID) -> list[Practice]:
    managed = Membership.objects.filter(
        user__subject__uuid=subject, role=Membership.Role.MANAGER, is_active=True
    ).exclude(practice__state=Practice.State.CLOSED)
    others = Membership.objects.managing().filter(practice=models.OuterRef("practice"))
    alone = managed.filter(~models.Exists(others.exclude(user__subject__uuid=subject)))
    return [member.practice for member in alone.select_related("practice__subject")]


@transaction.atomic
def leave(subject: UUID) -> None:
    """A person can no longer sign in; a practice is closed, and what it was before leaves with it.

    A legal hold on it keeps what it was before as well. Its locations pay for themselves.
    Who else works there is not touched.
    """
    if user := User.objects.filter(subject__uuid=subject).first():
        User.objects.filter(pk=user.pk).update(is_active=False)
        follow_person(user.pk)
        Invitation.objects.filter(email__iexact=user.email).update(email="")
    if practice_id := Practice.objects.filter(subject__uuid=subject).values_list("pk", flat=True).first():
        practice = Practice.objects.hold(practice_id)[practice_id]
        states.move(practice, Practice.State.CLOSED)
        practice.locations.update(debtor=None)
        if Hold.objects.in_force().filter(subject=subject).exists():
            return  # the run after its release takes them along
        for former in practice.predecessors.select_related("subject").order_by("pk"):
            erasure.begin_waiting(former.subject.uuid, erasure.Origin.PART, None)


def not_seen_since(moment: datetime, only: UUID | None = None) -> Iterator[Idle]:
    """People who did not sign in since a moment, and practices without people that ordered nothing since."""
    last = Coalesce("last_login", "date_joined")
    people = _of(only, User.objects.filter(is_staff=False, is_active=True))
    people = people.annotate(last=last).filter(last__lt=moment)
    for subject, seen in people.order_by("last").values_list("subject__uuid", "last")[:AT_ONCE]:
        yield Idle(subject, seen, tuple(one.subject.uuid for one in _managed_alone(subject)))
    ended = Membership.objects.filter(practice=models.OuterRef("pk"), is_active=True)
    ordered = models.Max("orders__placed_at")
    practices = _of(only, Practice.objects.filter(~models.Exists(ended), created_at__lt=moment))
    practices = practices.filter(merged_into=None)  # what became of it is in use
    practices = practices.exclude(subject__state=DataSubject.State.ERASED).annotate(ordered=ordered)
    unused = practices.filter(models.Q(ordered=None) | models.Q(ordered__lt=moment)).order_by("pk")
    for subject, created_at in unused.values_list("subject__uuid", "created_at")[:AT_ONCE]:
        yield Idle(subject, created_at, is_silent=True)


def never_confirmed(moment: datetime, only: UUID | None = None) -> Iterator[Idle]:
    """People who never confirmed their address, and the practice that is theirs alone."""
    strangers = User.objects.filter(is_staff=False, last_login=None, date_joined__lt=moment)
    strangers = strangers.filter(emailaddress__isnull=False).exclude(emailaddress__verified=True)
    strangers = strangers.filter(_whose(only)) if only else strangers
    for user in strangers.select_related("subject").order_by("pk").distinct()[:AT_ONCE]:
        own = Practice.objects.filter(memberships__user=user, orders=None, state=Practice.State.PENDING)
        for practice in own.select_related("subject"):
            if practice.memberships.count() == 1:
                yield Idle(practice.subject.uuid, user.date_joined, is_silent=True)
        yield Idle(user.subject.uuid, user.date_joined, is_silent=True)


def say() -> None:
    """Tell the privacy floor to ask this room."""
    ties.add(ties_of)
    ties.at_leaving(leave)
    retention.seen_by(not_seen_since, never_confirmed)


def _of(only: UUID | None, rows: "models.QuerySet[Any]") -> "models.QuerySet[Any]":
    return rows.filter(subject__uuid=only) if only else rows


def _whose(subject: UUID) -> models.Q:
    """Somebody themselves, or who works at this practice."""
    return models.Q(subject__uuid=subject) | models.Q(memberships__practice__subject__uuid=subject)
