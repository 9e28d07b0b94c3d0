"""Returns as the desk shows them: beside their practice, and by their number."""

from django.db.models import QuerySet

from accounts.models import Practice
from privacy.finding import Wanted
from privacy.rows import Shape
from shop.returns.models import Return

OF_PRACTICE = Shape("number", "", "state", "requested_at")
FOUND = Shape("number", "practice__name", "state", "requested_at")


def of_practice(practice: Practice) -> QuerySet[Return]:
    """What they sent back, or want to."""
    return Return.objects.filter(practice=practice).order_by("-pk")


def by_number(wanted: Wanted) -> QuerySet[Return]:
    """The return that bears this number."""
    return Return.objects.filter(number__in=wanted.numbers)
