"""Who comes by: the members of staff who work in service. A practice never reads their names."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Concat, Trim

from accounts.models import User

ROLE = "service"


def engineers() -> QuerySet[User]:
    """Everybody who can be sent to a practice."""
    at_work = User.objects.filter(is_staff=True, is_active=True, groups__name=ROLE)
    return at_work.select_related("subject").order_by("first_name", "last_name", "pk")


def names(subjects: Iterable[UUID | None]) -> dict[UUID, str]:
    """What the desk calls them, also once they work elsewhere in the house."""
    found = User.objects.filter(subject__uuid__in={one for one in subjects if one})
    return {one.subject.uuid: one.full_name() or str(one) for one in found.select_related("subject")}


def name_of(column: str) -> Subquery:
    """What the desk calls the one in this column, to come along with a row."""
    name = Trim(Concat("first_name", Value(" "), "last_name"))
    return Subquery(User.objects.filter(subject__uuid=OuterRef(column)).values(name=name)[:1])
