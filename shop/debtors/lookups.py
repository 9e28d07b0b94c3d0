"""Debtors as the desk finds them: who owes, by number or name, and what the collection agency has."""

import re

from django.db.models import QuerySet

from accounts import lookups
from privacy.finding import Wanted
from privacy.rows import Shape
from shop.debtors.models import CollectionCase, Debtor

DEBTOR = Shape("number", "name", "", "created_at")
CASE = Shape("practice__number", "practice__name", "state", "decided_at")
_CASE = re.compile(r"I0*(\d{1,9})")


def debtors(wanted: Wanted) -> QuerySet[Debtor]:
    """Whoever owes us something, found as any practice is."""
    return (
        Debtor.objects.owing()
        .filter(pk__in=lookups.practices(wanted).order_by().values("pk"))
        .order_by("-pk")
    )


def collections(wanted: Wanted) -> QuerySet[CollectionCase] | None:
    """What was handed over under this number."""
    number = _CASE.fullmatch(wanted.bare)
    return CollectionCase.objects.filter(pk=int(number[1])) if number else None
