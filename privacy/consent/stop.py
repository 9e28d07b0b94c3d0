"""Replies to our text messages: STOP ends them, anything else is not ours to keep."""

import json
import re
from collections.abc import Mapping

import phonenumbers

from privacy.consent.acts import suppress_address
from privacy.consent.ledger import Circumstances, Source
from privacy.vocabulary import Channel

STOP = frozenset({"STOP", "STOPP", "STOPPEN", "AFMELDEN", "UIT", "UNSUBSCRIBE"})
_FROM = ("originator", "from", "sender")
_WORDS = ("body", "message", "text")


def reply(content_type: str, body: bytes, form: Mapping[str, str]) -> bool:
    """Somebody answered a text message; whether they asked us to stop, and so we did.

    Providers bring replies as JSON or as a form, under names of their own. Nothing of it is kept.
    """
    said = _read(body) if "json" in content_type else form
    number = number_of(_first(said, _FROM))
    words = re.findall(r"[A-Z]+", _first(said, _WORDS).upper())
    if not number or not words or words[0] not in STOP:
        return False
    suppress_address(Channel.SMS, number, Circumstances(Source.SMS))
    return True


def number_of(text: str) -> str:
    """A number as providers write it (31612345678, 0031…, 06…) in E.164; empty when it is none."""
    digits = re.sub(r"\D", "", text)
    written = digits if digits.startswith("0") and not digits.startswith("00") else f"+{digits.lstrip('0')}"
    try:
        number = phonenumbers.parse(written, "NL")
    except phonenumbers.NumberParseException:
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _read(body: bytes) -> Mapping[str, object]:
    try:
        said = json.loads(body)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _first(said: Mapping[str, object], names: tuple[str, ...]) -> str:
    return next((str(said[name]) for name in names if said.get(name)), "")
