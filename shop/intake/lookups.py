"""Orders by mail or phone and quotes as the desk finds them: by their number, or by who wrote."""

from django.db.models import QuerySet

from privacy.finding import Wanted
from privacy.rows import Shape
from shop.intake.models import Correspondent, Draft, PriceQuote

QUOTE = Shape("number", "practice__name", "state", "asked_at")
DRAFT = Shape("number", "practice__name", "state", "received_at")


def quotes(wanted: Wanted) -> QuerySet[PriceQuote]:
    """The quote that bears this number."""
    return PriceQuote.objects.filter(number__in=wanted.numbers)


def drafts(wanted: Wanted) -> QuerySet[Draft]:
    """The incoming order that bears this number, or those of who writes from this address."""
    if not wanted.email:
        return Draft.objects.filter(number__in=wanted.numbers)
    writers = Correspondent.objects.filter(email=wanted.email).values("subject__uuid")
    return Draft.objects.filter(person__in=writers).order_by("-pk")
