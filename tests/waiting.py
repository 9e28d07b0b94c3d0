"""Two acts at once on PostgreSQL, of which one stands before a lock of the other."""

from collections.abc import Callable
from time import monotonic, sleep
from typing import Any

from django.db import connection

PATIENCE = 60
WAITING = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
)


def apart(act: Callable[[], Any]) -> Any:
    """An act on a connection of its own."""
    try:
        return act()
    finally:
        connection.close()


def until_somebody_waits() -> None:
    """The other thread stands before a lock of this one."""
    end = monotonic() + PATIENCE
    with connection.cursor() as cursor:
        while monotonic() < end:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(WAITING)
            if cursor.fetchone() != (0,):
                return
            sleep(0.05)
    raise AssertionError("nobody ever waited")
