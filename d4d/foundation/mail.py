"""Sends letters: text and html from one context, one Message-ID per business key, no tracking.

Letters about orders and invoices go out at least once; a repeated one bears the same Message-ID.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import css_inline
from anymail.exceptions import AnymailAPIError, AnymailError
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.template import TemplateDoesNotExist
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import escape

from d4d.foundation.errors import Misconfigured, Rejected, Temporary
from d4d.foundation.http import never_arrived
from d4d.foundation.permit import Permit

_line: ContextVar[Any] = ContextVar("line", default=None)
_BLANK = re.compile("\ue000(\\w+)\ue001")
_inliner = css_inline.CSSInliner(load_remote_stylesheets=False, keep_style_tags=True)


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that travels with a letter."""

    name: str
    content: bytes
    kind: str


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter to one address.

    `key` names the business fact ("order-confirmed:7") and becomes the Message-ID; `template` is the
    folder that holds subject.txt, body.txt, body.html and, where it has a `button_url`, button.txt with the
    words of the button. `headers` come beside our own. `own` are facts of this reader alone, put in after
    rendering wherever a `blank` stands: letters with one `context` are rendered once.
    """

    key: str
    template: str
    to: str
    language: str
    context: Mapping[str, Any]
    enclosures: Sequence[Enclosure] = field(default=())
    headers: Mapping[str, str] = field(default_factory=dict)
    own: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A letter as it will be read."""

    subject: str
    text: str
    html: str


def send(letter: Letter, permit: Permit) -> str:
    """Hand a letter to the mail provider; returns its Message-ID.

    Raises Temporary, Rejected or Misconfigured.
    """
    hand_over(write_each([letter]), [permit])
    return message_id_of(letter.key)


def write_each(letters: Iterable[Letter]) -> list[EmailMultiAlternatives]:
    """Letters as they will leave; those that share a context are rendered once for all of them."""
    rendered: dict[tuple[str, str, int], Rendered] = {}
    written = []
    for letter in letters:
        shared = (letter.template, letter.language, id(letter.context))
        if shared not in rendered:
            rendered[shared] = _render_with_blanks(letter)
        written.append(_in_an_envelope(letter, _filled_in(rendered[shared], letter.own)))
    return written


def blank(name: str) -> str:
    """A place in a context where the fact of this name is put in for each reader."""
    return f"\ue000{name}\ue001"


def hand_over(written: Sequence[EmailMultiAlternatives], permits: Sequence[Permit]) -> None:
    """Hand letters to the mail provider in one call: what goes wrong, goes wrong for all of them.

    Each needs a permit. Raises Temporary, Rejected or Misconfigured.
    """
    assert len(permits) == len(written), "every letter needs a permit"
    assert all(permit.channel == "email" for permit in permits), (
        "a permit for another channel opens no letter"
    )
    assert len(written) < 2 or not any(one.attachments for one in written), (
        "enclosures travel with one letter"
    )
    if written:
        _hand_over(written)


@contextmanager
def line_held_open() -> Iterator[None]:
    """Hand over every letter inside on one connection to the provider, where there are many."""
    connection = get_connection()
    connection.open()
    token = _line.set(connection)
    try:
        yield
    finally:
        _line.reset(token)
        connection.close()


def render(letter: Letter) -> Rendered:
    """The letter in its reader's language, with its styles inlined."""
    return _filled_in(_render_with_blanks(letter), letter.own)


def render_with(template: str, language: str, context: dict[str, Any]) -> Rendered:
    """A template of a letter, filled with these facts."""
    with translation.override(language):
        context |= {
            "controller": settings.CONTROLLER,
            "origin": settings.PUBLIC_ORIGIN,
            "language": language,
        }
        subject = " ".join(render_to_string(f"{template}/subject.txt", context).split())
        context["subject"] = subject
        context["button_text"] = _button_text(template, context)
        text = render_to_string(f"{template}/body.txt", context).strip() + "\n"
        html = _inliner.inline(render_to_string(f"{template}/body.html", context))
    return Rendered(subject, text, html)


def _button_text(template: str, context: dict[str, Any]) -> str:
    try:
        return render_to_string(f"{template}/button.txt", context).strip()
    except TemplateDoesNotExist:
        if context.get("button_url"):
            raise  # a way to go without a word to press
        return ""


def _render_with_blanks(letter: Letter) -> Rendered:
    blanks = {name: blank(name) for name in letter.own}
    return render_with(letter.template, letter.language, {**letter.context, **blanks})


def _filled_in(rendered: Rendered, own: Mapping[str, str]) -> Rendered:
    """The facts of one reader in their places, as text; what is put in is not read again."""
    plain = partial(_BLANK.sub, lambda found: own.get(found[1], ""))
    html = _BLANK.sub(lambda found: escape(own.get(found[1], "")), rendered.html)
    return Rendered(" ".join(plain(rendered.subject).split()), plain(rendered.text), html)


def _in_an_envelope(letter: Letter, rendered: Rendered) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(
        subject=rendered.subject,
        body=rendered.text,
        to=[letter.to],
        headers={
            **letter.headers,
            "Message-ID": message_id_of(letter.key),
            "Auto-Submitted": "auto-generated",
            "X-D4D-Key": _digest(letter.key),
        },
    )
    message.attach_alternative(rendered.html, "text/html")
    for enclosure in letter.enclosures:
        message.attach(enclosure.name, enclosure.content, enclosure.kind)
    return message


def message_id_of(key: str) -> str:
    """The Message-ID that belongs to a business fact, today and at every repeat."""
    host = urlsplit(settings.PUBLIC_ORIGIN).hostname or "localhost"
    return f"<{_digest(key)}@{host}>"


def _digest(key: str) -> str:
    return hashlib.sha256(f"{settings.SEAL_KEY}:{key}".encode()).hexdigest()[:40]


def _hand_over(written: Sequence[EmailMultiAlternatives]) -> None:
    try:
        (_line.get() or get_connection()).send_messages(written)
    except AnymailAPIError as error:
        status = error.status_code
        if status in {401, 403}:
            raise Misconfigured(f"mail provider: {status}") from None
        if status is None or status in {408, 409, 425, 429} or status >= 500:
            is_uncertain = status in {None, 408, 500, 502, 504} and not never_arrived(error.__cause__)
            raise Temporary(f"mail provider: {status or 'no answer'}", is_uncertain=is_uncertain) from None
        raise Rejected(f"mail provider: {status}") from None
    except AnymailError as error:
        raise Rejected(f"mail provider: {type(error).__name__}") from None
    except Exception as error:  # noqa: BLE001 - broken off under way, by a time limit for instance
        raise Temporary(f"mail provider: {type(error).__name__}", is_uncertain=True) from None
