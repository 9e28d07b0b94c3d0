"""What the overview of a practice says about returns."""

from django.urls import reverse
from django.utils.translation import ngettext

from accounts.menu import Tile
from accounts.models import Membership
from shop.returns.models import Return


def open_returns(membership: Membership) -> Tile | None:
    """How many returns are under way; nothing when there is none."""
    if not membership.may_see_orders:
        return None
    count = Return.objects.for_practice(membership.practice).open().count()
    label = ngettext("return under way", "returns under way", count)
    return Tile(str(count), label, reverse("returns:list")) if count else None
