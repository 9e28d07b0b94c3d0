"""Asking about every payment of which we should have heard: a lost webhook loses no order."""

from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet

from d4d.foundation import clock, outbox
from shop.payments.events import PaymentHinted
from shop.payments.models import Payment, Refund

QUIET = timedelta(minutes=5)
REFUNDS_MAY_FAIL = timedelta(days=30)  # a bank sends money back long after the provider let it go
DAY = timedelta(days=1)
AT_ONCE = 200


def reconcile() -> int:
    """Have every payment looked up that is under way, or whose refund is; says how many.

    Those that were looked up longest ago go first, so that none keeps another waiting.
    """
    chosen = list(_quiet_ones().values_list("pk", flat=True)[:AT_ONCE])
    for payment_id in chosen:
        outbox.nudge(PaymentHinted(payment_id=payment_id))
    return len(chosen)


def _quiet_ones() -> QuerySet[Payment]:
    now = clock.now()
    under_way = Q(state__in=Payment.UNDER_WAY, created_at__lt=now - QUIET)
    refunding = Q(pk__in=_payments_with(Refund.State.PENDING))
    refunded = Q(pk__in=_payments_with(Refund.State.REFUNDED, created_at__gt=now - REFUNDS_MAY_FAIL))
    not_today = Q(looked_at=None) | Q(looked_at__lt=now - DAY)
    wanted = Payment.objects.filter(under_way | refunding | (refunded & not_today))
    return wanted.order_by(F("looked_at").asc(nulls_first=True), "pk")


def _payments_with(state: str, **facts: datetime) -> QuerySet[Refund, int]:
    return Refund.objects.filter(state=state, **facts).values_list("payment", flat=True)
