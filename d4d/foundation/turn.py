"""One at a time, whichever process it is: a lock that the kernel takes back when its holder dies."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings


@contextmanager
def of(name: str) -> Iterator[None]:
    """Wait until nobody else has the turn of this name, and have it inside."""
    held = os.open(Path(settings.DATA_DIR) / f"{name}.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)
