"""Sends text messages: one number, one text, only with a permit; the only file that knows the provider."""

import re
from dataclasses import dataclass
from typing import Protocol

from django.conf import settings

from d4d.foundation.errors import Rejected
from d4d.foundation.http import Service
from d4d.foundation.permit import Permit

NUMBER = re.compile(r"\+[1-9]\d{6,14}")  # E.164
LONGEST = 459  # three parts of 153 letters


@dataclass(frozen=True, slots=True)
class Text:
    """One text message to one number in E.164; `key` names the business fact."""

    key: str
    to: str
    words: str


class Sender(Protocol):
    """Somebody who brings a text to a telephone."""

    def send(self, text: Text) -> str:
        """Bring it; their own name for it. Raises Temporary, Rejected or Misconfigured."""


class Spryng:
    """The REST door of Spryng, or its simulator. It knows no key for repeats: never send twice in doubt."""

    def __init__(self) -> None:
        self._service = Service("spryng", settings.SMS_ENDPOINT)

    def send(self, text: Text) -> str:
        """Bring a text; Spryng writes numbers without the plus."""
        answer = self._service.call_json(
            "POST",
            "/v1/messages",
            headers={"Authorization": f"Bearer {settings.SMS_KEY}"},
            json={
                "body": text.words,
                "encoding": "auto",
                "originator": settings.SMS_FROM.lstrip("+"),
                "recipients": [text.to.lstrip("+")],
                "route": "business",
                "reference": text.key,
            },
        )
        return str(answer.get("id", "")) if isinstance(answer, dict) else ""


def send(text: Text, permit: Permit) -> str:
    """Hand a text to the provider; raises Temporary, Rejected or Misconfigured."""
    assert permit.channel == "sms", "a permit for another channel sends no text message"
    if not NUMBER.fullmatch(text.to):
        raise Rejected("spryng: this is no number", field="to")
    if not 0 < len(text.words) <= LONGEST:
        raise Rejected("spryng: the text is empty or too long", field="words")
    return sender().send(text)


def sender() -> Sender:
    """Who brings our texts."""
    return Spryng()


def answers_arrive() -> bool:
    """Whether people can reply: only to a number, not to a name."""
    return settings.SMS_FROM.lstrip("+").isdigit()
