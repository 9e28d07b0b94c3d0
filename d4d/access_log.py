"""The log of visits: what kind of page, how it went and how long it took; nobody can be found in it.

No address of a page (a link may hold a secret), no query, no cookie, no name; of the network only the part
that many share. A file a day, and after some weeks a file is dropped.
"""

import logging
import re
from collections.abc import Callable
from datetime import date, timedelta
from io import TextIOWrapper
from logging.handlers import WatchedFileHandler
from pathlib import Path
from time import monotonic

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from d4d.foundation import clock
from d4d.foundation.visits import kind_of, network_of

log = logging.getLogger("d4d.access")
GetResponse = Callable[[HttpRequest], HttpResponse]
_FILE = re.compile(r"access-(\d{4}-\d{2}-\d{2})\.log")


def write_visits(get_response: GetResponse) -> GetResponse:
    """Write a line for each answer."""

    def middleware(request: HttpRequest) -> HttpResponse:
        began = monotonic()
        response = get_response(request)
        took = round(1000 * (monotonic() - began))
        log.info(
            "%s %s %s %s %sms",
            network_of(request) or "-",
            request.method,
            kind_of(request) or "-",
            response.status_code,
            took,
        )
        return response

    return middleware


def forget() -> int:
    """Drop the files of days that are over their period; the number of them."""
    oldest = clock.today() - timedelta(days=settings.ACCESS_LOG_DAYS)
    old = [path for path in folder().glob("access-*.log") if (day := _day_of(path)) and day < oldest]
    for path in old:
        path.unlink()
    return len(old)


def folder() -> Path:
    """Where the files lie."""
    return Path(settings.DATA_DIR) / "logs"


class FileOfTheDay(WatchedFileHandler):
    """Adds each line to the file of its day, made anew when it is gone; a line is one write."""

    def __init__(self) -> None:
        super().__init__(_file_of_today(), encoding="utf-8", delay=True)

    def emit(self, record: logging.LogRecord) -> None:
        """One line."""
        self.baseFilename = str(_file_of_today())
        try:
            super().emit(record)
        except OSError:
            self.handleError(record)

    def _open(self) -> TextIOWrapper:
        folder().mkdir(exist_ok=True)
        return super()._open()


def _file_of_today() -> Path:
    return folder().absolute() / f"access-{clock.today()}.log"


class WithoutAddresses(logging.Filter):
    """Takes the address of a page out of what Django says about a request: it may hold a secret."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass, with the pattern of the address instead of the address."""
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest) and isinstance(record.args, tuple):
            kind = kind_of(request) or "-"
            record.args = tuple(kind if arg == request.path else arg for arg in record.args)
        return True


def _day_of(path: Path) -> date | None:
    found = _FILE.fullmatch(path.name)
    return date.fromisoformat(found[1]) if found else None
