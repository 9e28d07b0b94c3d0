"""Payments as the desk finds them: by the number at the provider."""

from django.db.models import QuerySet

from privacy.finding import Wanted
from privacy.rows import Shape
from shop.payments.models import Payment

FOUND = Shape("provider_id", "order__number", "state", "created_at", "amount_cents")


def by_number(wanted: Wanted) -> QuerySet[Payment]:
    """The payment that the provider knows by this number."""
    return Payment.objects.filter(provider_id=wanted.text)
