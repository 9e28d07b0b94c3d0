"""Parcels as the desk shows them: on their way to a practice, by their number, by what lies in them."""

from django.db.models import Q, QuerySet

from accounts.models import Practice
from privacy.finding import Wanted
from privacy.rows import Shape
from shop.shipping.models import Parcel

OF_PRACTICE = Shape("reference", "tracking_number", "state", "created_at")
FOUND = Shape("reference", "shipment__order__practice__name", "state", "created_at")


def under_way_to(practice: Practice) -> QuerySet[Parcel]:
    """What has not arrived yet."""
    parcels = Parcel.objects.filter(shipment__order__practice=practice)
    return parcels.exclude(state__in=Parcel.FINAL).order_by("-pk")


def by_number(wanted: Wanted) -> QuerySet[Parcel]:
    """The parcel with our reference, or with the number of the courier."""
    return Parcel.objects.filter(Q(reference__in=wanted.numbers) | Q(tracking_number__in=wanted.numbers))
