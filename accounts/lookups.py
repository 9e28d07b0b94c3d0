"""Practices and people as the desk finds them: by number, address or a part of their name."""

from django.db.models import Q, QuerySet, Subquery

from accounts.models import Practice, PracticeNote, User
from privacy.finding import SHORTEST, Wanted
from privacy.models import DataSubject, Request
from privacy.rows import Shape

PRACTICE = Shape("number", "name", "state", "created_at")
NOTE = Shape("role", "text", "", "written_at")
PERSON = Shape("email", "last_name", "", "date_joined")


def practices(wanted: Wanted) -> QuerySet[Practice]:
    """The customer with this number or former number, KvK or VAT number, address or name."""
    if wanted.email:
        return Practice.objects.filter(billing_email=wanted.email)
    if len(wanted.name) >= SHORTEST:
        return Practice.objects.filter(name__icontains=wanted.name).order_by("-pk")
    bare = wanted.bare
    became = Subquery(Practice.objects.filter(number=bare).values("merged_into")[:1])
    return Practice.objects.filter(Q(number=bare) | Q(pk=became) | Q(kvk_number=bare) | Q(vat_id=bare))


def people(wanted: Wanted) -> QuerySet[User] | None:
    """Whoever signs in with this address or bears this name."""
    if wanted.email:
        return User.objects.filter(email=wanted.email)
    if len(wanted.name) < SHORTEST:
        return None
    first, _, last = wanted.name.partition(" ")
    by_both = Q(first_name__icontains=first, last_name__icontains=last) if last else Q(pk__in=[])
    return User.objects.filter(Q(last_name__icontains=wanted.name) | by_both).order_by("-pk")


def requests_of(practice: Practice) -> QuerySet[Request]:
    """What the practice and its people asked about their data, the latest first."""
    of_people = practice.memberships.values("user__subject__uuid")
    own = DataSubject.objects.filter(pk=practice.subject_id).values("uuid").union(of_people)
    return Request.objects.filter(subject__in=own).order_by("-received_at", "-pk")


def notes_of(practice: Practice) -> QuerySet[PracticeNote]:
    """What colleagues wrote about it, the latest first."""
    return PracticeNote.objects.filter(practice=practice).order_by("-written_at", "-pk")
