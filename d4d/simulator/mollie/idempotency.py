"""Mollie's Idempotency-Key: a POST that is sent again is answered again, not done again."""

import hashlib
from datetime import timedelta

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from d4d.simulator import clock
from d4d.simulator.api import Refused
from d4d.simulator.ledger import Next
from d4d.simulator.mollie.errors import HAL, answer, refusal
from d4d.simulator.store import Record, store

_LIFE = timedelta(hours=1)
_NOT_KEPT = {401, 429}


def answer_once(get_response: Next) -> Next:
    """Middleware: for an hour the same key gives the same answer."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        key = request.headers.get("Idempotency-Key", "")
        if request.method != "POST" or not key or not request.path.startswith("/mollie/v2/"):
            return get_response(request)
        try:
            earlier = _claim(key, _fingerprint(request))
        except Refused as refused:
            return answer(refusal(refused), refused.status)
        if earlier:
            return HttpResponse(
                earlier["content"], HAL, earlier["status"], headers={"Idempotent-Replayed": "true"}
            )
        return _remembered(key, get_response(request))

    return middleware


def _fingerprint(request: HttpRequest) -> str:
    parts = [request.path.encode(), request.headers.get("Authorization", "").encode(), request.body]
    return hashlib.sha256(b"\n".join(parts)).hexdigest()


def _claim(key: str, fingerprint: str) -> Record | None:
    """The answer given earlier; None when this call is the first and now holds the key."""
    with store().alone():
        earlier = store().get("idempotency", key)
        if earlier is None or clock.moment(earlier["at"]) < clock.now() - _LIFE:
            store().put(
                "idempotency", {"id": key, "at": clock.stamp(), "fingerprint": fingerprint, "status": None}
            )
            return None
    if earlier["fingerprint"] != fingerprint:
        raise Refused(400, "This Idempotency-Key was used before for another request.")
    if earlier["status"] is None:
        raise Refused(409, "The first request with this Idempotency-Key is still being processed.")
    return earlier


def _remembered(key: str, response: HttpResponseBase) -> HttpResponseBase:
    claim = store().get("idempotency", key)
    if response.status_code >= 500 or response.status_code in _NOT_KEPT or claim is None:
        store().delete("idempotency", key)
    elif isinstance(response, HttpResponse):
        content = response.content.decode()
        store().put("idempotency", {**claim, "status": response.status_code, "content": content})
    return response
