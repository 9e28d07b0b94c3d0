"""What the page of an order shows of returns: what can be sent back, and what is under way."""

from django.db.models import Prefetch

from shop.orders.models import Order
from shop.orders.panels import Panel
from shop.returns.models import Return


def returns_of(order: Order) -> Panel | None:
    """Every delivered line with its return, or nothing while nothing was delivered."""
    returns = Prefetch("returns", Return.objects.newest_first())
    lines = order.lines.filter(shipped__gt=0, is_service=False)
    shown = list(lines.order_by("position").prefetch_related(returns))
    return Panel("returns/_panel.html", {"number": order.number, "lines": shown}) if shown else None
