"""Brings one piece of news to its subscriber: leases the row, calls the handler, writes down how it went."""

import logging
import random
import traceback
from datetime import timedelta

from django.conf import settings
from django.db.models import F, Q

from d4d.foundation import clock, outbox
from d4d.foundation.errors import Misconfigured, OutsideError, Rejected, Temporary
from d4d.foundation.models import Delivery

log = logging.getLogger("d4d.outbox")
MISCONFIGURED_SECONDS = 900


def deliver(delivery_id: int) -> bool:
    """Deliver one row unless it is done or in somebody's hands; says whether it was delivered now.

    Safe to call any number of times, from any number of processes.
    """
    delivery = _lease(delivery_id)
    if delivery is None:
        return False
    subscription = outbox.find(delivery.handler)
    if subscription is None:
        _bury(delivery, "nobody listens to this any more")
        return False
    try:
        subscription.handler(subscription.event(**delivery.payload))
    except Exception as error:  # noqa: BLE001 - whatever happened, the row must say so and wait
        _postpone(delivery, error)
        return False
    _finish(delivery)
    return True


def _lease(delivery_id: int) -> Delivery | None:
    now = clock.now()
    taken = (
        Delivery.objects.open()
        .filter(Q(leased_until=None) | Q(leased_until__lt=now), pk=delivery_id)
        .update(
            leased_until=now + timedelta(seconds=settings.OUTBOX_LEASE_SECONDS), attempts=F("attempts") + 1
        )
    )
    return Delivery.objects.get(pk=delivery_id) if taken else None


def _finish(delivery: Delivery) -> None:
    _write_down(delivery, done_at=clock.now(), last_error="")


def _write_down(delivery: Delivery, **facts: object) -> None:
    """How it went, unless the row was nudged meanwhile (then it is looked at once more) or is not ours."""
    mine = Delivery.objects.filter(pk=delivery.pk, leased_until=delivery.leased_until)
    if not mine.filter(generation=delivery.generation).update(leased_until=None, **facts):
        mine.update(leased_until=None)


def _postpone(delivery: Delivery, error: Exception) -> None:
    reason = _reason(error)
    log.warning("delivery %s of %s failed: %s", delivery.pk, delivery.topic, reason)
    waits = settings.OUTBOX_BACKOFF_SECONDS
    if isinstance(error, Misconfigured):
        log.error("an outside service refuses our account: %s", reason)
        _wait(delivery, MISCONFIGURED_SECONDS, reason, attempts=delivery.attempts - 1)
    elif isinstance(error, Rejected) or delivery.attempts > len(waits):
        _bury(delivery, reason)
    else:
        pause = waits[delivery.attempts - 1] * random.uniform(0.8, 1.2)  # noqa: S311 - spreads retries, hides nothing
        if isinstance(error, Temporary) and error.retry_after:
            pause = max(pause, error.retry_after)
        _wait(delivery, pause, reason, attempts=delivery.attempts)


def _wait(delivery: Delivery, seconds: float, reason: str, *, attempts: int) -> None:
    later = clock.now() + timedelta(seconds=seconds)
    _write_down(delivery, available_at=later, last_error=reason, attempts=attempts)


def _bury(delivery: Delivery, reason: str) -> None:
    log.error("delivery %s of %s needs somebody: %s", delivery.pk, delivery.topic, reason)
    _write_down(delivery, dead_at=clock.now(), last_error=reason)


def _reason(error: Exception) -> str:
    """Where and what, never the message of an error that might quote somebody's data."""
    if isinstance(error, OutsideError):
        return f"{type(error).__name__}: {error}"[:300]
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{frames[-1].name}, line {frames[-1].lineno}" if frames else "unknown place"
    return f"{type(error).__name__} in {place}"[:300]
