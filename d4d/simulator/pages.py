"""The simulator's front door, and the rules under which a browser shows its pages."""

from pathlib import Path
from urllib.parse import urlsplit

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)
from django.shortcuts import render

from d4d.simulator import clock, settings
from d4d.simulator.api import answer
from d4d.simulator.carriers import parcels
from d4d.simulator.carriers.label import label
from d4d.simulator.ledger import SERVICES, Next
from d4d.simulator.store import store

_STYLE = Path(__file__).parent / "simulator.css"
_ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
    '<rect width="32" height="32" rx="8" fill="#0b5f6f"/>'
    '<circle cx="16" cy="16" r="8" fill="none" stroke="#fff" stroke-width="4" stroke-dasharray="6 3"/></svg>'
)


def policy(*form_targets: str) -> str:
    """The content policy of a page, whose forms may also end at these origins."""
    targets = " ".join(("'self'", *filter(None, form_targets)))
    return (
        "default-src 'none'; style-src 'self'; img-src 'self'; frame-src 'self'; "
        f"form-action {targets}; base-uri 'none'; frame-ancestors 'none'"
    )


def origin_of(url: str) -> str:
    """The origin part of an address; empty when it has none."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme in {"http", "https"} and parts.netloc else ""


def strict_policy(get_response: Next) -> Next:
    """Middleware: no page goes without a policy."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", policy())
        response.headers.setdefault("Referrer-Policy", "same-origin")
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        return response

    return middleware


def index(request: HttpRequest) -> HttpResponse:
    """Everything there is, in plain words, with how much of it."""
    calls = {name: store().count("call", parent=name) for name in SERVICES.values()}
    context = {
        "shop": settings.SIMULATOR_SHOP_URL,
        "payments": store().count("payment"),
        "parcels": [(name, store().count("parcel", parent=code)) for code, name in parcels.CARRIERS.items()],
        "mails": store().count("mail"),
        "messages": store().count("sms"),
        "news": store().count("news"),
        "faults": store().count("fault"),
        "calls": sum(calls.values()),
        "vies_calls": calls["vies"],
    }
    return render(request, "simulator/index.html", context)


def parcel_list(request: HttpRequest) -> HttpResponse:
    """All parcels with their scans, newest first."""
    found = [parcel for carrier in parcels.CARRIERS for parcel in parcels.of_carrier(carrier)]
    found.sort(key=lambda parcel: str(parcel["created"]), reverse=True)
    shown = [
        {
            **parcel,
            "carrier_name": parcels.CARRIERS[parcel["carrier"]],
            "scans": [(clock.moment(scan["at"]), parcels.NAMES[scan["step"]]) for scan in parcel["scans"]],
            "is_delivered": parcel["scans"][-1]["step"] == "delivered",
        }
        for parcel in found[:200]
    ]
    detours = {step: parcels.NAMES[step] for step in parcels.DETOURS}
    context = {"parcels": shown, "detours": detours, "speed": settings.SIMULATOR_SPEED}
    return render(request, "simulator/parcels.html", context)


def parcels_as_json(request: HttpRequest) -> HttpResponse:
    """All parcels with their scans, per carrier and oldest first."""
    return answer(
        {"parcels": [parcel for carrier in parcels.CARRIERS for parcel in parcels.of_carrier(carrier)]}
    )


def scan(request: HttpRequest, number: str) -> HttpResponse:
    """Scan a parcel by hand."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if parcels.scan(number, request.POST.get("step", "")) is None:
        return HttpResponse("Dit pakket is er niet.", status=404, content_type="text/plain; charset=utf-8")
    return HttpResponseRedirect("/pakketten/")


def label_of(request: HttpRequest, number: str) -> HttpResponse:
    """The label of a parcel, as its carrier has drawn it."""
    parcel = parcels.whereabouts(number)
    if parcel is None:
        return HttpResponse("Dit pakket is er niet.", status=404, content_type="text/plain; charset=utf-8")
    return HttpResponse(label([parcel]), content_type="application/pdf")


def logbook(request: HttpRequest) -> HttpResponse:
    """What reached the outside world: each call with the names of its fields."""
    calls = [{**call, "moment": clock.moment(call["at"])} for call in store().latest("call")]
    return render(request, "simulator/logbook.html", {"calls": calls})


def reset(request: HttpRequest) -> HttpResponse:
    """Forget everything, so that a test or a demonstration starts afresh."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    store().clear()
    return HttpResponseRedirect("/")


def put_clock(request: HttpRequest) -> HttpResponse:
    """Let it be another moment: `moment` in ISO 8601, with its offset."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        clock.put(clock.moment(request.POST.get("moment", "")))
    except (ValueError, TypeError):
        return HttpResponse("Dit is geen tijdstip.", status=400, content_type="text/plain; charset=utf-8")
    return HttpResponseRedirect("/")


def healthz(request: HttpRequest) -> HttpResponse:
    """Whether the simulator can remember things."""
    return answer({"status": "ok", "payments": store().count("payment")})


def style(request: HttpRequest) -> HttpResponse:
    """The one style sheet of these pages."""
    return HttpResponse(_STYLE.read_bytes(), content_type="text/css; charset=utf-8")


def icon(request: HttpRequest) -> HttpResponse:
    """The small sign in a browser's tab."""
    return HttpResponse(_ICON, content_type="image/svg+xml")
