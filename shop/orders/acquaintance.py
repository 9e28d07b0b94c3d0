"""What the privacy floor asks this room: whether somebody would know an order number."""

from uuid import UUID

from django.db.models import Q

from shop.orders.models import Order


def recognises(subject: UUID, fact: str) -> bool:
    """Whether this is the number of an order that they placed, or of the practice where they work."""
    theirs = Q(placed_by__subject__uuid=subject) | Q(practice__subject__uuid=subject)
    colleague = Q(practice__memberships__user__subject__uuid=subject, practice__memberships__is_active=True)
    return Order.objects.filter(theirs | colleague, number__iexact=fact).exists()
