"""What the privacy floor asks this room: whether somebody would know an order number."""

from uuid import UUID

from django.db.models import Q

from privacy.people import Acquaintance
from shop.orders.models import Order


class WhoOrdered(Acquaintance):
    """People and practices that ordered something."""

    def recognises(self, subject: UUID, fact: str) -> bool:
        """Whether this is the number of an order that they placed, or of the practice where they work."""
        theirs = Q(placed_by__subject__uuid=subject) | Q(practice__subject__uuid=subject)
        colleague = Q(
            practice__memberships__user__subject__uuid=subject, practice__memberships__is_active=True
        )
        return Order.objects.filter(theirs | colleague, number__iexact=fact).exists()
