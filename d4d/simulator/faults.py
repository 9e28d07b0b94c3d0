"""Trouble on order: the next calls to a service go wrong in the way that was asked for."""

import json
import time
from collections.abc import Callable
from typing import NoReturn

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.shortcuts import render

from d4d.simulator.api import Refused, answer, endpoint
from d4d.simulator.ledger import Next, service_of
from d4d.simulator.store import Record, store

SERVICES = {
    "mollie": "Mollie",
    "postnl": "PostNL",
    "dhl": "DHL",
    "dpd": "DPD",
    "vies": "VIES (btw-nummers)",
    "brevo": "Brevo (mail)",
    "sms": "Spryng (sms)",
    "software": "Software van een praktijk",
    "webhook": "Webhooks naar de winkel",
}
CALL_KINDS = {
    "timeout": "Geen antwoord (time-out)",
    "rate_limit": "Te veel aanvragen (429)",
    "error": "Storing bij de dienst (500)",
    "unauthorised": "Sleutel geweigerd (401)",
    "html": "Webpagina in plaats van gegevens (502)",
    "reset": "Verbinding verbroken",
    "lost_answer": "Wel uitgevoerd, antwoord verloren",
    "slow": "Traag antwoord",
    "outage": "VIES: lidstaat niet bereikbaar (200)",
}
WEBHOOK_KINDS = {
    "duplicate": "Dubbel bezorgd",
    "late": "Te laat bezorgd",
    "out_of_order": "In de verkeerde volgorde",
    "lost": "Verloren",
}
_SECONDS = {"timeout": 30.0, "rate_limit": 2.0, "slow": 3.0, "late": 10.0, "out_of_order": 10.0}
_HTML = "<!doctype html><title>502 Bad Gateway</title><h1>502 Bad Gateway</h1>"


class HangUp(StreamingHttpResponse):
    """No answer at all: the server drops the line when it tries to send this."""

    def __init__(self) -> None:
        """The first attempt to read from the stream fails, as it does when a line is cut."""
        super().__init__(iter(_cut_the_line, b""), status=444)


def _cut_the_line() -> bytes:
    raise ConnectionResetError


def order(service: str, kind: str, count: int = 1, seconds: float | None = None) -> Record:
    """Let the next calls of a service go wrong; `seconds` is how long a fault lasts."""
    known = WEBHOOK_KINDS if service == "webhook" else CALL_KINDS
    if service not in SERVICES:
        raise Refused(400, f"There is no service called '{service}'.", "service")
    if kind not in known or (kind == "outage" and service != "vies"):
        raise Refused(400, f"'{service}' knows no fault '{kind}'.", "kind")
    if not 1 <= count <= 1000:
        raise Refused(400, "A fault strikes between 1 and 1000 times.", "count")
    wait = _SECONDS.get(kind, 0.0) if seconds is None else seconds
    fault = {
        "id": store().next_number("fault"),
        "service": service,
        "kind": kind,
        "left": count,
        "seconds": wait,
    }
    store().put("fault", fault, parent=service)
    return fault


def take(service: str) -> Record | None:
    """Use up one ordered fault of this service, the oldest first."""
    with store().alone():
        fault = next(iter(store().find("fault", parent=service)), None)
        if fault is None:
            return None
        if fault["left"] > 1:
            store().put("fault", {**fault, "left": fault["left"] - 1})
        else:
            store().delete("fault", str(fault["id"]))
    return fault


def strike(get_response: Next) -> Next:
    """Middleware: a call to a service meets the fault that was ordered for it, if any."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        service = service_of(request)
        fault = take(service) if service else None
        if fault is None:
            return get_response(request)
        request.META["simulator.fault"] = fault["kind"]
        request.META["simulator.seconds"] = fault["seconds"]
        if fault["kind"] == "lost_answer":
            get_response(request)
            return HangUp()
        if fault["kind"] == "slow":
            return get_response(request)
        return _BEFORE[fault["kind"]](fault["seconds"])

    return middleware


def dawdle(get_response: Next) -> Next:
    """Middleware, innermost: a slow service keeps the call in its hands for a while."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.META.get("simulator.fault") == "slow":
            time.sleep(request.META["simulator.seconds"])
        return get_response(request)

    return middleware


def _silence(seconds: float) -> HttpResponseBase:
    time.sleep(seconds)
    return HangUp()


def _too_many(seconds: float) -> HttpResponseBase:
    response = _failure(429, "Too Many Requests", "The rate limit has been reached.")
    response["Retry-After"] = str(round(seconds))
    return response


def _failure(status: int, title: str, detail: str) -> HttpResponse:
    links = {
        "documentation": {"href": "https://docs.mollie.com/reference/handling-errors", "type": "text/html"}
    }
    return answer({"status": status, "title": title, "detail": detail, "_links": links}, status)


_BEFORE: dict[str, Callable[[float], HttpResponseBase]] = {
    "timeout": _silence,
    "reset": lambda _: HangUp(),
    "rate_limit": _too_many,
    "error": lambda _: _failure(500, "Internal Server Error", "Something went wrong on our side."),
    "unauthorised": lambda _: _failure(401, "Unauthorized Request", "The credentials are not accepted."),
    "html": lambda _: HttpResponse(_HTML, status=502),
    "outage": lambda _: answer({"actionSucceed": False, "errorWrappers": [{"error": "MS_UNAVAILABLE"}]}),
}


def _listed(request: HttpRequest) -> HttpResponseBase:
    return answer({"faults": store().find("fault")})


def _ordered(request: HttpRequest) -> HttpResponseBase:
    try:
        wanted = json.loads(request.body)
        fault = order(wanted["service"], wanted["kind"], int(wanted.get("count", 1)), wanted.get("seconds"))
    except (ValueError, KeyError, TypeError, AttributeError):
        _unreadable()
    return answer(fault, 201)


def _unreadable() -> NoReturn:
    raise Refused(400, "Send JSON with service, kind and perhaps count and seconds.")


def _cleared(request: HttpRequest) -> HttpResponseBase:
    store().clear("fault")
    return answer({"faults": []})


def _panel(request: HttpRequest) -> HttpResponseBase:
    context = {
        "faults": [_named(fault) for fault in store().find("fault")],
        "services": SERVICES,
        "call_kinds": CALL_KINDS,
        "webhook_kinds": WEBHOOK_KINDS,
    }
    return render(request, "simulator/faults.html", context)


def _named(fault: Record) -> Record:
    kinds = CALL_KINDS | WEBHOOK_KINDS
    return {**fault, "service_name": SERVICES[fault["service"]], "kind_name": kinds[fault["kind"]]}


def _panel_used(request: HttpRequest) -> HttpResponseBase:
    if request.POST.get("clear"):
        store().clear("fault")
    else:
        count = request.POST.get("count", "1")
        order(request.POST["service"], request.POST["kind"], int(count) if count.isdecimal() else 0)
    return HttpResponseRedirect("/faults/")


def _form(refusal: Refused) -> object:
    return {"field": refusal.field, "message": refusal.reason}


as_json = endpoint(_form, GET=_listed, POST=_ordered, DELETE=_cleared)
panel = endpoint(_form, GET=_panel, POST=_panel_used)
