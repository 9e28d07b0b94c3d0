"""The software of a practice: an address that the shop calls, and what it heard there."""

import json

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render

from d4d.simulator import clock
from d4d.simulator.api import answer
from d4d.simulator.store import store

SIGNED = ("webhook-id", "webhook-timestamp", "webhook-signature")


def hear(request: HttpRequest) -> HttpResponse:
    """Take a call in, with the headers by which a receiver would check it."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    headers = {name: request.headers.get(name, "") for name in SIGNED}
    heard = {"id": store().next_number("news"), "at": clock.stamp(), "body": request.body.decode()}
    store().put("news", {**heard, "headers": headers})
    return HttpResponse(status=204)


def overview(request: HttpRequest) -> HttpResponse:
    """What was heard, the newest first."""
    heard = [{**one, "moment": clock.moment(one["at"])} for one in store().latest("news")]
    for one in heard:
        one["shown"] = _indented(one["body"])
    return render(request, "simulator/software.html", {"heard": heard, "origin": request.get_host()})


def as_json(request: HttpRequest) -> HttpResponse:
    """What was heard, oldest first."""
    return answer({"news": store().find("news")})


def _indented(body: str) -> str:
    try:
        return json.dumps(json.loads(body), indent=2, ensure_ascii=False)
    except ValueError:
        return body
