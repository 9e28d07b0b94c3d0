"""Upkeep of the ground floor."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction

from d4d.foundation import clock
from d4d.foundation.models import Delivery

DONE_DAYS = 30


def send_again(delivery_id: int) -> bool:
    """Give a delivery that was given up a new row of tries."""
    return bool(
        Delivery.objects.dead()
        .filter(pk=delivery_id)
        .update(dead_at=None, attempts=0, leased_until=None, available_at=clock.now())
    )


@transaction.atomic
def forget_delivered() -> int:
    """Delivered news is dropped after thirty days."""
    done_before = clock.now() - timedelta(days=DONE_DAYS)
    return Delivery.objects.filter(done_at__lt=done_before).delete()[0]


def alarms() -> dict[str, int]:
    """What staff must know of the outbox: age of the oldest open row in seconds, rows given up."""
    now = clock.now()
    oldest = Delivery.objects.due(now).values_list("available_at", flat=True).first()
    age = int((now - oldest).total_seconds()) if oldest else 0
    return {"oldest_seconds": age, "given_up": Delivery.objects.dead().count()}


def is_late() -> bool:
    """Whether news waits longer than anybody should notice."""
    return alarms()["oldest_seconds"] > settings.OUTBOX_ALARM_SECONDS
