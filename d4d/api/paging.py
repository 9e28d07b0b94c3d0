"""A long list in pages: each page says where the next one begins; new rows never shift what was read."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from datetime import date
from http import HTTPStatus
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Model, QuerySet
from django.http import HttpRequest, JsonResponse

from d4d.api.problems import Problem

USUAL = 50
MOST = 200
EARLIEST = date(2000, 1, 1)
M = TypeVar("M", bound=Model)


def page(
    request: HttpRequest, rows: QuerySet[M], shaped: Callable[[list[M]], list[dict[str, Any]]]
) -> JsonResponse:
    """A page of rows, the oldest first, and the address of the next page if there is one."""
    limit, after = _limit(request), _after(request)
    found = list(rows.filter(pk__gt=after).order_by("pk")[: limit + 1])
    shown = found[:limit]
    following = _address(request, limit, shown[-1].pk) if len(found) > limit else None
    return JsonResponse({"data": shaped(shown), "next": following})


def since(request: HttpRequest) -> date | None:
    """The first day that somebody wants to see, if they say one."""
    said = request.GET.get("since", "")
    try:
        day = date.fromisoformat(said) if said else None
    except ValueError:
        raise _wrong("since", "a day such as 2026-11-30")
    if day and day < EARLIEST:
        raise _wrong("since", f"a day from {EARLIEST.isoformat()} on")
    return day


def _limit(request: HttpRequest) -> int:
    said = request.GET.get("limit", str(USUAL))
    is_short = said.isascii() and said.isdecimal() and len(said) <= len(str(MOST))
    if not is_short or not 1 <= int(said) <= MOST:
        raise _wrong("limit", f"a whole number from 1 to {MOST}")
    return int(said)


def _after(request: HttpRequest) -> int:
    said = request.GET.get("cursor", "")
    try:
        return int(urlsafe_b64decode(said.encode()).decode().removeprefix("after ")) if said else 0
    except ValueError:
        raise _wrong("cursor", "as the page before gave it")


def _address(request: HttpRequest, limit: int, last: int) -> str:
    asked = {name: said for name, said in request.GET.items() if name == "since"}
    cursor = urlsafe_b64encode(f"after {last}".encode()).decode()
    query = urlencode({**asked, "limit": limit, "cursor": cursor})
    return f"{settings.PUBLIC_ORIGIN}{request.path}?{query}"


def _wrong(name: str, wanted: str) -> Problem:
    return Problem(HTTPStatus.BAD_REQUEST, "wrong_parameter", f"{name} is {wanted}.")
