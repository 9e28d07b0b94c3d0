"""Who is in the house: a restore begins only when nobody is, and nobody comes in while it lasts.

Every process that serves (web, relay, worker, beat) holds a share of one lock for as long as it lives; the
kernel takes it back when the process dies, however it dies.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

_held: list[int] = []


class HouseIsOccupied(Exception):
    """Web, relay, worker or beat still runs."""


def enter() -> None:
    """Be in the house from now on; waits while a restore is going on."""
    if not _held:
        lock = _open()
        fcntl.flock(lock, fcntl.LOCK_SH)
        _held.append(lock)


@contextmanager
def empty_house() -> Iterator[None]:
    """Have the house to ourselves; raises HouseIsOccupied."""
    lock = _open()
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        raise HouseIsOccupied("the house is running: stop web, relay, worker and beat first") from None
    try:
        yield
    finally:
        os.close(lock)


def _open() -> int:
    return os.open(Path(settings.DATA_DIR) / "house.lock", os.O_RDWR | os.O_CREAT, 0o600)
