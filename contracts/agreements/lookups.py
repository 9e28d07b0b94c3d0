"""Contracts as the desk shows them: beside their practice, and by their number."""

from django.db.models import Q, QuerySet

from accounts.models import Practice
from contracts.agreements.models import ELSEWHERE, Contract
from privacy.finding import Wanted
from privacy.rows import Shape

OF_PRACTICE = Shape("number", "plan__name", "state", "starts_on")
FOUND = Shape("number", "practice__name", "state", "starts_on")


def of_practice(practice: Practice) -> QuerySet[Contract]:
    """What was agreed with them; what is in force first."""
    return Contract.objects.for_practice(practice).order_by("state", "-pk")


def by_number(wanted: Wanted) -> QuerySet[Contract]:
    """The contract that bears this number, or bore it elsewhere."""
    elsewhere = [f"{ELSEWHERE}{number}" for number in wanted.numbers]
    return Contract.objects.filter(Q(number__in=wanted.numbers) | Q(origin__in=elsewhere))
