"""Asking about every payment of which we should have heard: a lost webhook loses no order."""

import logging
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q

from d4d.foundation import clock
from d4d.foundation.errors import Misconfigured, OutsideError, Temporary
from shop.payments.models import Payment, Refund
from shop.payments.services.refreshing import refresh
from shop.payments.services.starting import CannotBePaid

log = logging.getLogger("d4d.payments")
QUIET = timedelta(minutes=5)
AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """How many payments were looked at, moved on, and could not be looked up."""

    looked_at: int
    moved: int
    failed: int


def reconcile() -> Reconciliation:
    """Look up every payment that is under way, or whose refund is, for longer than five minutes.

    Stops when the provider is down; the next turn goes on.
    """
    looked_at = moved = failed = 0
    for payment in _quiet_ones():
        try:
            after = refresh(payment.pk)
        except (Temporary, Misconfigured) as error:
            log.warning("reconciling stops: %s", error)
            return Reconciliation(looked_at, moved, failed + 1)
        except (OutsideError, CannotBePaid) as error:
            log.warning("payment %s cannot be looked up: %s", payment.pk, error)
            failed += 1
            continue
        looked_at += 1
        moved += after.state != payment.state
    return Reconciliation(looked_at, moved, failed)


def _quiet_ones() -> list[Payment]:
    under_way = Q(state__in=Payment.UNDER_WAY, created_at__lt=clock.now() - QUIET)
    refunding = Q(pk__in=Refund.objects.filter(state=Refund.State.PENDING).values("payment"))
    return list(Payment.objects.filter(under_way | refunding).order_by("created_at", "pk")[:AT_ONCE])
