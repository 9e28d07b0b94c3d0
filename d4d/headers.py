"""What a browser may do with our pages: nothing with the device, and no other site may load them."""

from collections.abc import Callable

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
    """Say it with every answer, files included."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in TOLD.items():
            response.headers.setdefault(name, value)
        return response

    return middleware
