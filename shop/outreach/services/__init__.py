"""What can be done with news and opinions."""

from shop.outreach.services.newsletters import (
    CannotLeave,
    NoNumber,
    TooLong,
    Words,
    compose,
    pause,
    progress,
    progress_of,
    resume,
    start,
    stop,
    try_out,
    write,
)
from shop.outreach.services.sending import gather, send_some

__all__ = [
    "CannotLeave",
    "NoNumber",
    "TooLong",
    "Words",
    "compose",
    "gather",
    "pause",
    "progress",
    "progress_of",
    "resume",
    "send_some",
    "start",
    "stop",
    "try_out",
    "write",
]
