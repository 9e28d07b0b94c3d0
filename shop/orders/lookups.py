"""Orders as the desk shows them: beside their practice, and by their number."""

from django.db.models import QuerySet

from accounts.models import Practice
from privacy.finding import Wanted
from privacy.rows import Shape
from shop.orders.models import Order

OF_PRACTICE = Shape("number", "reference", "state", "placed_at", "total_cents")
FOUND = Shape("number", "practice__name", "state", "placed_at", "total_cents")


def of_practice(practice: Practice) -> QuerySet[Order]:
    """What they ordered last."""
    return Order.objects.for_practice(practice).newest_first()


def by_number(wanted: Wanted) -> QuerySet[Order]:
    """The order that bears this number."""
    return Order.objects.filter(number__in=wanted.numbers)
