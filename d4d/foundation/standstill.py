"""When the house must stand still: after a restore, until it has caught up with what happened since.

Rooms may add reasons of their own. Web answers everybody with a page that says so, relay, worker and beat
wait, and /readyz names the reasons.
"""

import logging
import time
from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import DatabaseError, connections

from d4d.foundation import clock, heartbeat
from d4d.foundation.models import Restoration

log = logging.getLogger("d4d.standstill")
Reasons = Callable[[], Iterable[str]]
PAUSE_SECONDS = 2.0

_reasons: list[Reasons] = []
_closed: list[str] = []
_looked_at = 0.0


def add(reasons: Reasons) -> None:
    """Let a room say why the house must stand still; nothing said means that it need not."""
    if reasons not in _reasons:
        _reasons.append(reasons)


def look() -> list[str]:
    """Why the house must stand still at this moment; remembered for `is_closed`."""
    global _looked_at
    try:
        found = [*_unfinished_restoration(), *(one for reasons in _reasons for one in reasons())]
    except DatabaseError as error:
        found = [f"the database does not answer as it should ({type(error).__name__})"]
    _closed[:] = found
    _looked_at = time.monotonic()
    return found


def is_closed() -> bool:
    """Whether this process last saw the house closed; a closed house is looked at again now and then."""
    if _closed and time.monotonic() - _looked_at > PAUSE_SECONDS:
        look()
    return bool(_closed)


def wait() -> None:
    """Come back when the house is open."""
    while found := look():
        log.warning("standing still: %s", "; ".join(found))
        connections.close_all()
        heartbeat.beat()
        time.sleep(PAUSE_SECONDS)


def was_restored_since(moment: datetime) -> bool:
    """Whether what was done after this moment may have been forgotten in a restore."""
    return Restoration.objects.filter(restored_at__gt=moment).exists()


def restored_from() -> datetime | None:
    """When the oldest backup was taken after which the erasures were not repeated yet."""
    waiting = Restoration.objects.filter(replayed_at=None).order_by("taken_at")
    return waiting.values_list("taken_at", flat=True).first()


def replayed() -> None:
    """Every erasure that the journal names was repeated."""
    Restoration.objects.filter(replayed_at=None).update(replayed_at=clock.now())


def reconciled() -> None:
    """The rooms have caught up with the world outside."""
    Restoration.objects.filter(reconciled_at=None).update(reconciled_at=clock.now())


def _unfinished_restoration() -> Iterable[str]:
    for one in Restoration.objects.order_by("pk"):
        if not one.replayed_at:
            yield f"backup {one.backup} was put back; run privacy_replay"
        if not one.reconciled_at:
            yield f"backup {one.backup} was put back; run reconcile"
