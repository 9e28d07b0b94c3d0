"""What visitors see while the house stands still."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from d4d.foundation import standstill

OPEN_ALWAYS = ("/healthz", "/readyz")
TRY_AGAIN_SECONDS = "120"


def closed_while_standing_still(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Answer everybody with 503 and a page that says so, as long as the house stands still."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path in OPEN_ALWAYS or not standstill.is_closed():
            return get_response(request)
        return HttpResponse(
            render_to_string("503.html"),
            status=503,
            headers={"Retry-After": TRY_AGAIN_SECONDS, "Cache-Control": "no-store"},
        )

    return middleware
