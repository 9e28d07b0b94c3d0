"""How every simulated service listens: one method table, JSON in, a refusal in its own form."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse

from d4d.simulator import contract

View = Callable[..., HttpResponseBase]


class Refused(Exception):
    """The service does not take this call, and says why."""

    def __init__(self, status: int, reason: str, field: str = "") -> None:
        """A refusal has a status, a reason and perhaps the field at fault."""
        super().__init__(reason)
        self.status, self.reason, self.field = status, reason, field


def endpoint(
    form: Callable[[Refused], Any], media_type: str = "application/json", /, **methods: View
) -> View:
    """A view that answers by HTTP method and words each refusal in the service's form."""

    def view(request: HttpRequest, **captured: str) -> HttpResponseBase:
        try:
            handler = methods.get(request.method or "")
            if handler is None:
                raise Refused(405, "The HTTP method is not supported for this address.")
            return handler(request, **captured)
        except Refused as refusal:
            return answer(form(refusal), refusal.status, media_type)

    return view


def sent(
    request: HttpRequest, service: str, shape: str, *, status: int = 400, given: dict[str, Any] | None = None
) -> dict[str, Any]:
    """The JSON that was sent, if it keeps the contract; `given` is from the address."""
    try:
        message = json.loads(request.body or b"{}")
    except ValueError:
        raise Refused(400, "The request body is not valid JSON.") from None
    if isinstance(message, dict):
        message |= given or {}
    for breach in contract.breaches(service, shape, message):
        raise Refused(status, f"The field '{breach.field}' {breach.reason}.", breach.field)
    return dict(message)


def answer(data: Any, status: int = 200, media_type: str = "application/json") -> HttpResponse:
    """An answer in JSON."""
    return JsonResponse(data, status=status, content_type=media_type, safe=False)


def bearer(request: HttpRequest) -> str:
    """The token in the Authorization header; refused when there is none."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Refused(401, "A bearer token is missing from the Authorization header.")
    return token


def for_keyholders(check: Callable[[HttpRequest], object], handler: View) -> View:
    """A handler that is reached only after the caller has shown its key."""

    @wraps(handler)
    def guarded(request: HttpRequest, **captured: str) -> HttpResponseBase:
        check(request)
        return handler(request, **captured)

    return guarded
