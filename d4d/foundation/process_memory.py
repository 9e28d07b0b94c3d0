"""What one process remembers for a while, as it is: no copy is made of it, so nobody may change it."""

import math
import time
from itertools import islice
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache

_NOTHING = (0.0, None)
_memories: dict[str, dict[str, tuple[float, Any]]] = {}


class ProcessMemory(BaseCache):
    """A cache that hands out the very thing that it was given.

    Django's own makes a copy each time, which costs more than what most things here save.
    """

    def __init__(self, name: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        self._kept = _memories.setdefault(name, {})  # one for all threads

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        """What was kept under this key, and not too long ago."""
        until, value = self._kept.get(self.make_key(key, version), _NOTHING)
        return value if until > time.time() else default

    def set(
        self, key: str, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None
    ) -> None:
        """Keep a value under this key for so many seconds."""
        if len(self._kept) >= self._max_entries:
            self._forget_the_oldest()
        until = self.get_backend_timeout(timeout)
        self._kept[self.make_key(key, version)] = (math.inf if until is None else until, value)

    def add(
        self, key: str, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        """Keep a value unless there is one already; whether it was kept."""
        is_new = self.get(key, _NOTHING, version) is _NOTHING
        if is_new:
            self.set(key, value, timeout, version)
        return is_new

    def delete(self, key: str, version: int | None = None) -> bool:
        """Forget one thing; whether there was something to forget."""
        return self._kept.pop(self.make_key(key, version), None) is not None

    def clear(self) -> None:
        """Forget everything."""
        self._kept.clear()

    def _forget_the_oldest(self) -> None:
        for key in list(islice(self._kept, self._max_entries // 3)):
            self._kept.pop(key, None)
