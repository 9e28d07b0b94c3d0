"""What a browser may do with our pages: ask nothing of the device, serve no other site, keep no copy."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

GetResponse = Callable[[HttpRequest], HttpResponse]

NEEDED_BY_NO_PAGE = (
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",  # a photo of a report is chosen as a file
    "display-capture",
    "encrypted-media",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",  # money is paid on the pages of the payment provider
    "usb",
)
TOLD = {
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in NEEDED_BY_NO_PAGE),
    "Cross-Origin-Resource-Policy": "same-origin",
}


def ask_little_of_the_browser(get_response: GetResponse) -> GetResponse:
    """Say it with every answer, files included; what somebody sees in a session is shown again to nobody."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in TOLD.items():
            response.headers.setdefault(name, value)
        if settings.SESSION_COOKIE_NAME in request.COOKIES and "Cookie" in response.get("Vary", ""):
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return middleware
