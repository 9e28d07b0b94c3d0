"""Privacy requests, breaches and demands of authorities as the desk finds them: by their number."""

from django.db.models import QuerySet

from privacy.finding import Wanted
from privacy.models import AuthorityRequest, Breach, Request
from privacy.rows import Shape

REQUEST = Shape("number", "", "state", "received_at")
BREACH = Shape("number", "title", "state", "aware_at")
DEMAND = Shape("number", "authority", "state", "received_at")


def requests(wanted: Wanted) -> QuerySet[Request]:
    """The request that bears this number."""
    return Request.objects.filter(number__in=wanted.numbers)


def breaches(wanted: Wanted) -> QuerySet[Breach]:
    """The data breach that bears this number."""
    return Breach.objects.filter(number__in=wanted.numbers)


def demands(wanted: Wanted) -> QuerySet[AuthorityRequest]:
    """The demand of an authority that bears this number."""
    return AuthorityRequest.objects.filter(number__in=wanted.numbers)
