"""The log of visits: what kind of page, how it went and how long it took; nobody can be found in it.

No address of a page (a link may hold a secret), no query, no cookie, no name; of the network only the part
that many share. A file a day, and after some weeks a file is dropped.
"""

import logging
import re
from collections.abc import Callable
from datetime import date, timedelta
from ipaddress import ip_address, ip_network
from pathlib import Path
from time import monotonic

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from d4d.foundation import clock

log = logging.getLogger("d4d.access")
GetResponse = Callable[[HttpRequest], HttpResponse]
SHARED_BITS = {4: 24, 6: 48}
_FILE = re.compile(r"access-(\d{4}-\d{2}-\d{2})\.log")


def write_visits(get_response: GetResponse) -> GetResponse:
    """Write a line for each answer."""

    def middleware(request: HttpRequest) -> HttpResponse:
        began = monotonic()
        response = get_response(request)
        took = round(1000 * (monotonic() - began))
        log.info(
            "%s %s %s %s %sms",
            network_of(request),
            request.method,
            kind_of(request),
            response.status_code,
            took,
        )
        return response

    return middleware


def kind_of(request: HttpRequest) -> str:
    """The pattern of an address, without what a visitor filled in: /product/<slug:slug>/."""
    found = request.resolver_match
    return f"/{found.route}" if found else "-"


def network_of(request: HttpRequest) -> str:
    """The part of the visitor's address that many others share: 192.0.2.0 or 2001:db8:1::."""
    try:
        address = ip_address(_claimed_address(request))
    except ValueError:
        return "-"
    shared = ip_network((address, SHARED_BITS[address.version]), strict=False)
    return str(shared.network_address)


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

    def emit(self, record: logging.LogRecord) -> None:
        """One line."""
        try:
            place = folder()
            place.mkdir(exist_ok=True)
            with (place / f"access-{clock.today()}.log").open("a", encoding="utf-8") as file:
                file.write(f"{self.format(record)}\n")
        except OSError:
            self.handleError(record)


class WithoutAddresses(logging.Filter):
    """Takes the address of a page out of what Django says about a request: it may hold a secret."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass, with the pattern of the address instead of the address."""
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest) and isinstance(record.args, tuple):
            kind = kind_of(request)
            record.args = tuple(kind if arg == request.path else arg for arg in record.args)
        return True


def _claimed_address(request: HttpRequest) -> str:
    """The visitor's address as the outermost proxy that we trust saw it."""
    trusted: int = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    passed_on: list[str] = [one.strip() for one in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    if trusted and len(passed_on) >= trusted:
        return passed_on[-trusted]
    return str(request.META.get("REMOTE_ADDR", ""))


def _day_of(path: Path) -> date | None:
    found = _FILE.fullmatch(path.name)
    return date.fromisoformat(found[1]) if found else None
