"""Takes due news from the outbox: runs it here, or rings Redis so that a worker does."""

import logging
from datetime import timedelta

from django.conf import settings

from d4d.foundation import clock
from d4d.foundation.delivering import deliver
from d4d.foundation.errors import BrokerUnreachable
from d4d.foundation.models import Delivery

log = logging.getLogger("d4d.relay")


def run_once(limit: int = 100) -> int:
    """Pass on everything that is due now; the number of rows taken in hand.

    Redis is only a doorbell: a row that was handed over and not finished is handed over again.
    """
    due = list(Delivery.objects.due(clock.now()).values_list("pk", "queue")[:limit])
    if not settings.BROKER:
        for delivery_id, _ in due:
            deliver(delivery_id)
        return len(due)
    return sum(_hand_over(delivery_id, queue) for delivery_id, queue in due)


def _hand_over(delivery_id: int, queue: str) -> bool:
    from d4d.foundation import tasks

    now = clock.now()
    hidden_until = now + timedelta(seconds=settings.OUTBOX_HANDOVER_SECONDS)
    if not Delivery.objects.due(now).filter(pk=delivery_id).update(available_at=hidden_until):
        return False
    try:
        tasks.ring(delivery_id, queue)
    except BrokerUnreachable:
        Delivery.objects.filter(pk=delivery_id).update(available_at=now)
        raise
    return True
