"""Through whose eyes the goods are seen: whose prices, and whether they may be ordered."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.http import HttpRequest

from accounts.models import Practice


class Way(StrEnum):
    """What somebody can do with an article that they see."""

    ORDER = "order"
    SIGN_IN = "sign_in"
    AWAIT_APPROVAL = "await_approval"
    LOOK = "look"


@dataclass(frozen=True, slots=True)
class Viewer:
    """A visitor, or somebody at a practice."""

    practice: Practice | None = None
    is_signed_in: bool = False
    may_order: bool = False

    @property
    def sees_gross(self) -> bool:
        """Whether prices including VAT come first."""
        return self.practice is not None and self.practice.sees_prices_including_vat

    def way(self, *, is_professionals_only: bool) -> Way:
        """What this viewer can do with such an article."""
        if not self.is_signed_in:
            return Way.SIGN_IN
        if self.practice is None or not self.may_order:
            return Way.LOOK
        if is_professionals_only and not self.practice.is_approved:
            return Way.AWAIT_APPROVAL
        return Way.ORDER


def viewer_of(request: HttpRequest) -> Viewer:
    """Who looks at this page."""
    if not request.user.is_authenticated:
        return Viewer()
    asked: Any = request
    membership = asked.membership
    if not membership:
        return Viewer(is_signed_in=True)
    return Viewer(membership.practice, is_signed_in=True, may_order=membership.may_order)
