"""The log of visits: what kind of page, how it went and how long it took; nobody can be found in it.

No address of a page (a link may hold a secret), no query, no cookie, no name; of the network only the part
that many share. A file a day, and after some weeks a file is dropped.
"""

import logging
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from time import monotonic
from typing import TextIO

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


class FileOfTheDay(logging.Handler):
    """Adds each line to the file of its day; several processes may write, a line is one write."""

    def __init__(self) -> None:
        super().__init__()
        self._path: Path | None = None
        self._file: TextIO | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """One line."""
        try:
            self._of_today().write(f"{self.format(record)}\n")
        except OSError:
            self.handleError(record)

    def close(self) -> None:
        """Let go of the file of the day."""
        if self._file:
            self._file.close()
        self._path = self._file = None
        super().close()

    def _of_today(self) -> TextIO:
        """The file of this day, which stays open until the next."""
        path = folder() / f"access-{clock.today()}.log"
        if self._file is None or path != self._path:
            if self._file:
                self._file.close()
            path.parent.mkdir(exist_ok=True)
            self._path, self._file = path, path.open("a", encoding="utf-8", buffering=1)
        return self._file


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
