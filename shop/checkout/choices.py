"""What somebody has chosen so far on the way from cart to order; it lives in their session."""

from collections.abc import MutableMapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from django.db.models import Subquery

from accounts.models import Address, Practice
from shop.orders.models import Order

SESSION_KEY = "checkout"
Session = MutableMapping[str, Any]


@dataclass(frozen=True, slots=True)
class Choices:
    """Where it goes, how it is paid, and what should be said about it; empty is not yet chosen."""

    address_id: int = 0
    terms: str = ""
    method: str = ""
    delivery_note: str = ""
    ships_complete: bool = False
    reference: str = ""

    @property
    def are_complete(self) -> bool:
        """Whether nothing is left to ask."""
        return bool(self.address_id and self.terms)


def recall(session: Any) -> Choices:
    """What was chosen on the pages before."""
    return Choices(**session.get(SESSION_KEY, {}))


def remember(session: Any, **chosen: Any) -> Choices:
    """Add what was chosen on this page."""
    choices = replace(recall(session), **chosen)
    session[SESSION_KEY] = asdict(choices)
    return choices


def forget(session: Any) -> None:
    """The order has been placed: the next one begins afresh."""
    session.pop(SESSION_KEY, None)


def usual(practice: Practice) -> Choices:
    """Where a practice had its last order sent and how it paid; a first order has yet to be asked."""
    address = Address.objects.filter(practice=practice, is_delivery_default=True, is_retired=False)
    orders = Order.objects.for_practice(practice).newest_first()
    last = orders.annotate(usual=Subquery(address.values("pk")[:1])).values_list("terms", "usual").first()
    if last is None:
        return Choices()
    terms, address_id = last
    return Choices(address_id=address_id or 0, terms=terms)
