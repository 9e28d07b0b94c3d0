"""One writer at a time to files outside the database, whichever process it is."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings


@contextmanager
def alone(name: str) -> Iterator[None]:
    """Hold the lock of this name; the kernel lets go of it when the process dies."""
    held = os.open(Path(settings.DATA_DIR) / f"{name}.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)
