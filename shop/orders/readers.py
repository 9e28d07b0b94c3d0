"""Who reads letters about an order; of whoever has no account a room above knows where they go."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from accounts.language import language_of
from accounts.models import Membership, User
from shop.orders.models import Order


@dataclass(frozen=True, slots=True)
class Reader:
    """Where a letter about an order goes; `mark` tells it from the same letter to somebody else."""

    email: str
    language: str
    subject: UUID
    mark: str
    has_account: bool = True


Choice = Callable[[Order], Reader | None]
_strangers: list[Choice] = []


def know(question: Choice) -> None:
    """Let a room above say, at start-up, who ordered without an account."""
    if question not in _strangers:
        _strangers.append(question)


def orderer(order: Order) -> Reader | None:
    """Who ordered, with an account or without; None when that is forgotten."""
    if order.placed_by is not None:
        return of_user(order.placed_by)
    return next((found for question in _strangers if (found := question(order))), None)


def language_for(order: Order) -> str:
    """The language of who ordered, else that of the practice."""
    reader = orderer(order)
    return reader.language if reader else language_of(order.practice)


def contact(order: Order) -> Reader | None:
    """Who manages the practice, unless they ordered themselves."""
    managers = Membership.objects.managing().filter(practice=order.practice).select_related("user__subject")
    manager = managers.order_by("pk").first()
    return of_user(manager.user) if manager and manager.user != order.placed_by else None


def of_user(user: User) -> Reader:
    """Somebody who signs in."""
    return Reader(user.email, user.language, user.subject.uuid, str(user.pk))
