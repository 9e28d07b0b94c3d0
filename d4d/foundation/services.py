"""Upkeep of the ground floor."""

import logging
from datetime import timedelta

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from d4d.foundation import clock
from d4d.foundation.models import BackupMade, Delivery, DeliveryQuerySet

log = logging.getLogger("d4d.outbox")
DONE_DAYS = 30


def send_again(delivery_id: int) -> bool:
    """Give a delivery that was given up a new row of tries; one that failed and waits, its next try now.

    News that was not tried yet because its day is still to come keeps that day.
    """
    now = clock.now()
    chosen = Delivery.objects.filter(pk=delivery_id)
    again = {"dead_at": None, "attempts": 0, "leased_until": None, "available_at": now}
    failed = chosen.open().exclude(last_error="").filter(available_at__gt=now)
    return bool(chosen.dead().update(**again) or failed.update(available_at=now))


@transaction.atomic
def forget_delivered() -> int:
    """Delivered news is dropped after thirty days."""
    done_before = clock.now() - timedelta(days=DONE_DAYS)
    return Delivery.objects.filter(done_at__lt=done_before).delete()[0]


def forget_ended_sessions() -> None:
    """A session that has ended is dropped the same night, with all that lay in it."""
    call_command("clearsessions")


def clean_the_file() -> None:
    """What was deleted leaves the file of SQLite too, pages and log; PostgreSQL does so by itself."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def hours_since_backup() -> int | None:
    """How old the last backup is; nothing when there is none."""
    made_at = BackupMade.objects.order_by("-made_at").values_list("made_at", flat=True).first()
    return int((clock.now() - made_at).total_seconds() // 3600) if made_at else None


def is_backup_late() -> bool:
    """Whether somebody must see to the backups; the demo needs none."""
    hours = hours_since_backup()
    return not settings.D4D_DEMO and (hours is None or hours >= settings.BACKUP_ALARM_HOURS)


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
