"""Privacy requests as the desk finds them: by their number, and who sends them by address."""

from django.db.models import QuerySet

from privacy.finding import Wanted
from privacy.models import Request
from privacy.rows import Shape

REQUEST = Shape("number", "", "state", "received_at")


def requests(wanted: Wanted) -> QuerySet[Request]:
    """The request that bears this number."""
    return Request.objects.filter(number__in=wanted.numbers)
