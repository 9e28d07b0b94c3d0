"""Returns that are not over tie a practice to us."""

from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from privacy.ties import Tie
from shop.returns.models import Return


def ties_of(subject: UUID) -> list[Tie]:
    """Each open return: who is invoiced gets its money first, a person hears that it goes on without them."""
    concerned = Q(practice__subject__uuid=subject) | Q(practice__debtor__subject__uuid=subject)
    own = Return.objects.open().filter(concerned).order_by("pk")
    asked = Return.objects.open().filter(requested_by=subject).order_by("pk")
    return [
        *[_tie(back, _("Return %(number)s is not finished."), blocks=True) for back in own],
        *[_tie(back, _("Return %(number)s goes on without your name.")) for back in asked],
    ]


def _tie(back: Return, text: str, *, blocks: bool = False) -> Tie:
    return Tie(text % {"number": back.number}, blocks, reverse("returns:detail", args=[back.number]))
