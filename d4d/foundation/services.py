"""Upkeep of the ground floor."""

import logging
from datetime import timedelta

from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from d4d.foundation import clock
from d4d.foundation.models import Delivery, DeliveryQuerySet

log = logging.getLogger("d4d.outbox")
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


def forget_ended_sessions() -> None:
    """A session that has ended is dropped the same night, with all that lay in it."""
    call_command("clearsessions")


def alarms() -> dict[str, int]:
    """What staff must know of the outbox: age of the oldest open row in seconds, rows given up."""
    now = clock.now()
    oldest = Delivery.objects.late(now).values_list("wanted_at", flat=True).first()
    age = int((now - oldest).total_seconds()) if oldest else 0
    return {"oldest_seconds": age, "given_up": Delivery.objects.dead().count()}


def late() -> DeliveryQuerySet:
    """News that waits longer than anybody should notice, whatever has been tried."""
    return Delivery.objects.late(clock.now() - timedelta(seconds=settings.OUTBOX_ALARM_SECONDS))


def sound_the_alarm() -> None:
    """Say in the log that news is late or was given up, as long as it is so."""
    figures = alarms()
    if late().exists() or figures["given_up"]:
        log.error(
            "the oldest news waits %s s, %s were given up", figures["oldest_seconds"], figures["given_up"]
        )
