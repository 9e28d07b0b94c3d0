"""Spryng's door for text messages, and the telephone on which they arrive."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from d4d.simulator import api, clock
from d4d.simulator.api import Refused, answer, sent
from d4d.simulator.store import store


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
    return render(request, "simulator/phone.html", {"messages": messages})


def as_json(request: HttpRequest) -> HttpResponse:
    """All messages, oldest first."""
    return answer({"messages": store().find("sms")})


send = api.endpoint(_refusal, POST=api.for_keyholders(api.bearer, _send))
balance = api.endpoint(_refusal, GET=api.for_keyholders(api.bearer, _balance))
