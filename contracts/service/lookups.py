"""Service as the desk shows it: visits, faults and questions of a practice, and by their number."""

from django.db.models import QuerySet

from accounts.models import Practice
from contracts.service.models import Case, Fault, RepairQuote, Visit
from privacy.finding import Wanted
from privacy.rows import Shape

VISIT = Shape("", "contract__number", "state", "due_on")
FAULT = Shape("number", "device__model", "state", "reported_at")
CASE = Shape("number", "about", "state", "received_at")
FOUND_FAULT = Shape("number", "practice__name", "state", "reported_at")


def visits_of(practice: Practice) -> QuerySet[Visit]:
    """When we came and come, the latest first."""
    return Visit.objects.for_practice(practice).order_by("-due_on", "-pk")


def faults_of(practice: Practice) -> QuerySet[Fault]:
    """What they reported."""
    return Fault.objects.for_practice(practice).exclude(number=None).order_by("-pk")


def questions_of(practice: Practice) -> QuerySet[Case]:
    """What they asked."""
    return Case.objects.filter(practice=practice).order_by("-pk")


def fault_by_number(wanted: Wanted) -> QuerySet[Fault]:
    """The fault that bears this number, or a quote for its repair."""
    numbered = Fault.objects.filter(number__in=wanted.numbers).values("pk")
    quoted = RepairQuote.objects.filter(number__in=wanted.numbers).values("fault")
    return Fault.objects.filter(pk__in=numbered.union(quoted))


def question_by_number(wanted: Wanted) -> QuerySet[Case]:
    """The question that bears this number."""
    return Case.objects.filter(number__in=wanted.numbers)
