"""A running contract ties a practice to us until it ends."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from contracts.agreements.models import Contract
from privacy.ties import Tie


def ties_of(subject: UUID) -> list[Tie]:
    """Each contract that was agreed and is not over, with the way to its end."""
    own = Contract.objects.running().filter(practice__subject__uuid=subject).order_by("pk")
    text = _("Contract %(number)s has not ended.")
    return [
        Tie(
            text % {"number": one.number},
            blocks=True,
            link=reverse("agreements:detail", args=[one.number]),
        )
        for one in own
    ]
