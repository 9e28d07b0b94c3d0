"""How Mollie words a refusal, and who may call at all."""

import re
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

from d4d.simulator import api
from d4d.simulator.api import Refused, View
from d4d.simulator.store import Record, store

_KEY = re.compile(r"^(test|live)_\w+$")
HAL = "application/hal+json"


def refusal(refused: Refused) -> Record:
    """A refusal in the shape of Mollie's errors."""
    field = {"field": refused.field} if refused.field else {}
    links = {
        "documentation": {"href": "https://docs.mollie.com/reference/handling-errors", "type": "text/html"}
    }
    title = HTTPStatus(refused.status).phrase
    return {"status": refused.status, "title": title, "detail": refused.reason, **field, "_links": links}


def endpoint(**methods: View) -> View:
    """A Mollie endpoint: an API key first, and refusals in Mollie's words."""
    guarded = {name: api.for_keyholders(mode, view) for name, view in methods.items()}
    return api.endpoint(refusal, HAL, **guarded)


def mode(request: HttpRequest) -> str:
    """Whether the caller's key is one for testing or a live one."""
    found = _KEY.match(api.bearer(request))
    if found is None:
        raise Refused(401, "Missing authentication, or failed to authenticate.")
    return found[1]


def answer(data: Record, status: int = 200) -> HttpResponse:
    """An answer in Mollie's media type."""
    return api.answer(data, status, HAL)


def known(kind: str, identity: str) -> Record:
    """The record with this id, or Mollie's 404."""
    record = store().get(kind, identity)
    if record is None:
        raise Refused(404, f"No {kind} exists with this token.")
    return record
