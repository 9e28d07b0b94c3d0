"""Spryng's door for text messages, and the telephone on which they arrive."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render

from d4d.simulator import api, clock, settings
from d4d.simulator.api import Refused, answer, sent
from d4d.simulator.store import store
from d4d.simulator.telling import tell


def _refusal(refused: Refused) -> Any:
    return {"message": refused.reason, "errors": {refused.field: [refused.reason]} if refused.field else {}}


def _send(request: HttpRequest) -> HttpResponse:
    wanted = sent(request, "sms", "message_request")
    message = {
        "encoding": "auto",
        "reference": "",
        **wanted,
        "id": str(uuid.uuid4()),
        "created_at": clock.stamp(),
    }
    store().put("sms", message, reference=message["reference"])
    return answer({name: value for name, value in message.items() if name != "route"})


def _balance(request: HttpRequest) -> HttpResponse:
    return answer({"amount": "100.00"})


def phone(request: HttpRequest) -> HttpResponse:
    """The telephone: all messages, newest first."""
    messages = [
        {**message, "moment": clock.moment(message["created_at"])} for message in store().latest("sms")
    ]
    replies = [{**one, "moment": clock.moment(one["at"])} for one in store().latest("sms_reply", 20)]
    context = {"messages": messages, "replies": replies, "reply_url": settings.SIMULATOR_SMS_REPLY_URL}
    return render(request, "simulator/phone.html", context)


def reply(request: HttpRequest) -> HttpResponse:
    """Somebody answers a text message; the shop hears it at the address that it gave for that."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    number, words = request.POST.get("number", "").strip()[:20], request.POST.get("words", "").strip()[:160]
    said = {"originator": number.lstrip("+"), "body": words, "reference": request.POST.get("reference", "")}
    status = tell(settings.SIMULATOR_SMS_REPLY_URL, said, who="Spryng")
    record = {"id": store().next_number("sms_reply"), "at": clock.stamp(), "from": number, "words": words}
    store().put("sms_reply", {**record, "status": status})
    return HttpResponseRedirect("/sms/")


def as_json(request: HttpRequest) -> HttpResponse:
    """All messages, oldest first."""
    return answer({"messages": store().find("sms")})


send = api.endpoint(_refusal, POST=api.for_keyholders(api.bearer, _send))
balance = api.endpoint(_refusal, GET=api.for_keyholders(api.bearer, _balance))
