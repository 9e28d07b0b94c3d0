"""What the mail provider reports of letters that we handed over; knows the provider, as mail.py does."""

import json
from dataclasses import dataclass
from enum import StrEnum

from anymail.utils import get_request_basic_auth
from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare


class Kind(StrEnum):
    """What became of a letter, as far as we must act on it."""

    BOUNCED = "bounced"
    COMPLAINED = "complained"
    UNSUBSCRIBED = "unsubscribed"


# A soft bounce is a full mailbox or a server that is down: the provider tries again, and so nothing follows.
_KINDS = {
    "hard_bounce": Kind.BOUNCED,
    "invalid_email": Kind.BOUNCED,
    "blocked": Kind.BOUNCED,
    "spam": Kind.COMPLAINED,
    "complaint": Kind.COMPLAINED,
    "unsubscribe": Kind.UNSUBSCRIBED,
    "unsubscribed": Kind.UNSUBSCRIBED,
}


@dataclass(frozen=True, slots=True)
class Report:
    """A letter to an address went wrong; `fact` is the same each time that this is told."""

    address: str
    kind: Kind
    fact: str


class Unreadable(Exception):
    """This is not what the provider sends."""


def is_from_the_provider(request: HttpRequest) -> bool:
    """Whether a request bears one of the secrets that we gave the provider (HTTP basic)."""
    given = get_request_basic_auth(request) or ""
    return any(constant_time_compare(given, secret) for secret in settings.MAIL_WEBHOOK_SECRETS)


def read(body: bytes) -> Report | None:
    """The report in a message of the provider; None when nothing follows from it. Raises Unreadable."""
    try:
        said = json.loads(body)
        address, event = str(said["email"]), str(said["event"])
    except (ValueError, TypeError, KeyError):
        raise Unreadable from None
    kind = _KINDS.get(event)
    if kind is None or "@" not in address:
        return None
    letter = said.get("message-id") or said.get("ts_epoch") or said.get("date", "")
    return Report(address, kind, f"{event} {letter} {address.lower()}")
