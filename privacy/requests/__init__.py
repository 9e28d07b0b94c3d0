"""The rights of people, one act a file: a request is opened, its sender recognised, and it is answered.

`open` and `close` are for every right that people use, also where the shop answers by itself: so their
history shows all of it.
"""

from privacy.requests.closing import close
from privacy.requests.opening import open  # noqa: A004 - requests.open says what it does

__all__ = ["close", "open"]
