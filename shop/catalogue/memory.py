"""What a process remembers for some minutes: small, the same for everybody, never personal."""

from collections.abc import Callable
from typing import TypeVar

from django.core.cache import caches

SECONDS = 60
COUNTS_SECONDS = 300

T = TypeVar("T")


def remembered(key: str, look_up: Callable[[], T], seconds: int = SECONDS) -> T:
    """The answer of the last minute (or longer), else a fresh one."""
    memory = caches["memory"]
    found: T | None = memory.get(key)
    if found is None:
        found = look_up()
        memory.set(key, found, seconds)
    return found


def forget() -> None:
    """Look everything up again in this process; other processes follow within a minute."""
    caches["memory"].clear()
