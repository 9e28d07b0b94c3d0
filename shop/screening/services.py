"""An order is held for somebody of the staff, and they decide."""

import logging
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction

from d4d.foundation import clock
from shop.orders import services as orders
from shop.orders.models import Order
from shop.screening.checks import CHECKS
from shop.screening.models import Rule, Screening

log = logging.getLogger("d4d.screening")


def hold(order: Order) -> bool:
    """Whether rules in force want somebody to look at an order; why is written down with it.

    Part of the transaction that would release the order. What staff took down themselves is not held, nor
    what was looked at before.
    """
    if order.origin != Order.Origin.WEB:
        return False
    rules = list(Rule.objects.in_force(clock.today()).order_by("kind", "-since"))
    if not rules or Screening.objects.filter(order=order).exists():
        return False
    newest = {rule.kind: rule for rule in reversed(rules)}
    seen = {kind: CHECKS[kind].sees(order, rule) for kind, rule in sorted(newest.items())}
    reasons = {kind: figures for kind, figures in seen.items() if figures is not None}
    if reasons:
        now = clock.now()
        due_at = now + timedelta(hours=settings.HELD_ORDER_HOURS)
        Screening.objects.create(order=order, reasons=reasons, held_at=now, due_at=due_at)
    return bool(reasons)


@transaction.atomic
def release(screening: Screening, *, reason: str, by: UUID) -> None:
    """Somebody looked and lets the order go. Raises CannotBeReleased."""
    orders.release(screening.order_id, by, reason=reason)


def cancel(screening: Screening, *, reason: str, by: UUID) -> None:
    """Somebody looked and calls the order off; what was paid goes back. Raises CannotBeCancelled."""
    orders.cancel(screening.order_id, reason=reason, by=by, waiting=Order.State.AWAITING_REVIEW)


def call_out() -> int:
    """Say how many held orders wait too long; they stay held, for only people decide about them."""
    late = Screening.objects.overdue(clock.now()).count()
    if late:
        log.error("%s held orders should have been decided about by now", late)
    return late
