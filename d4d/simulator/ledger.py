"""The ledger: every call that reached an outside service, to compare with what the shop believes."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from d4d.simulator import clock
from d4d.simulator.api import answer
from d4d.simulator.store import Record, store

Next = Callable[[HttpRequest], HttpResponseBase]

SERVICES = {
    "/mollie/v2/": "mollie",
    "/postnl/": "postnl",
    "/dhl/": "dhl",
    "/dpd/": "dpd",
    "/vies/": "vies",
    "/brevo/": "brevo",
    "/sms/v1/": "sms",
    "/software/nieuws": "software",
}
_REFERENCES = {
    "postnl": ("Shipments", 0, "Reference"),
    "dhl": ("shipmentId",),
    "dpd": ("shipments", 0, "orderId"),
    "brevo": ("headers", "Message-ID"),
    "sms": ("reference",),
}
_SECRETS = {"key", "password", "refreshToken"}
_LONGEST = 4000


def service_of(request: HttpRequest) -> str:
    """The outside service that a call is for; empty for the simulator's own pages."""
    return next((name for prefix, name in SERVICES.items() if request.path.startswith(prefix)), "")


def write_down(get_response: Next) -> Next:
    """Middleware: no call to a service goes unseen, also when its answer gets lost."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        service = service_of(request)
        if not service:
            return get_response(request)
        call = _received(request, service)
        store().put("call", call, parent=service)
        response = get_response(request)
        fault = request.META.get("simulator.fault", "")
        store().put("call", {**call, "status": response.status_code, "fault": fault})
        return response

    return middleware


def calls(request: HttpRequest) -> HttpResponseBase:
    """The ledger as JSON, oldest first; `?service=` picks one service."""
    return answer({"calls": store().find("call", parent=request.GET.get("service"))})


def keys_of(message: Any, at: str = "") -> Iterator[str]:
    """The names of all fields in a message, with dots; list positions are left out."""
    if isinstance(message, dict):
        for name, value in message.items():
            path = f"{at}.{name}" if at else name
            yield path
            yield from keys_of(value, path)
    if isinstance(message, list):
        for item in message:
            yield from keys_of(item, at)


def _received(request: HttpRequest, service: str) -> Record:
    message = _message(request)
    return {
        "id": store().next_number("call"),
        "at": clock.stamp(),
        "service": service,
        "method": request.method,
        "path": request.path.removeprefix(f"/{service}"),
        "query": dict(request.GET.lists()),
        "keys": sorted(set(keys_of(message))),
        "body": _presentable(message),
        "reference": request.headers.get("Idempotency-Key") or _reference(service, message),
        "status": None,
        "fault": "",
    }


def _message(request: HttpRequest) -> Any:
    try:
        return json.loads(request.body or b"null")
    except ValueError:
        return None


def _reference(service: str, message: Any) -> str:
    for step in _REFERENCES.get(service, ()):
        try:
            message = message[step]
        except (KeyError, IndexError, TypeError):
            return ""
    return message if isinstance(message, str) else ""


def _presentable(message: Any) -> Any:
    if isinstance(message, dict):
        return {name: "***" if name in _SECRETS else _presentable(value) for name, value in message.items()}
    if isinstance(message, list):
        return [_presentable(item) for item in message]
    if isinstance(message, str) and len(message) > _LONGEST:
        return f"{message[:40]}… ({len(message)})"
    return message
