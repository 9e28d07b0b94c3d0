"""Who reads the letters about an order: who placed it, and who manages the practice."""

from collections.abc import Callable

from accounts.models import Membership, User
from shop.orders.models import Order

Reader = Callable[[Order], User | None]


def orderer(order: Order) -> User | None:
    """Who ordered, unless that is forgotten."""
    return order.placed_by


def contact(order: Order) -> User | None:
    """Who manages the practice, unless they ordered themselves."""
    managers = Membership.objects.filter(
        practice=order.practice, role=Membership.Role.MANAGER, is_active=True
    ).select_related("user__subject")
    manager = managers.order_by("pk").first()
    return manager.user if manager and manager.user != order.placed_by else None
