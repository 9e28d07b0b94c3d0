"""Reads a mail as a person would: who wrote it, what is new in it, and which files are of use."""

import re
from contextlib import suppress
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses
from hashlib import sha256
from html.parser import HTMLParser

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from contracts.devices import papers
from contracts.service.sender_proof import is_proven

LONGEST = 20_000
LONGEST_ADDRESS = 254
MOST_ANSWERED = 50
MOST_FILES = 10
MOST_BYTES = 20_000_000
KINDS = ("application/pdf", "image/jpeg", "image/png")
_QUOTE_HEAD = re.compile(
    r"^(>|-{2,} ?(Original Message|Oorspronkelijk bericht|Doorgestuurd bericht)|_{10,}$"
    r"|(On|Op) .{0,200}(wrote|schreef)( .{0,120})?:\s*$)",
    re.IGNORECASE,
)
_OUTLOOK_HEAD = re.compile(r"^\*?(From|Van):\*? .+", re.IGNORECASE)
_SECOND_LINE = re.compile(r"^\*?(Sent|Verzonden|Date|Datum|To|Aan):\*? ", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LetterIn:
    """A mail, read; one that bears no Message-ID is known by what stands in it.

    Whoever `sender` names wrote it only where `is_proven`.
    """

    message_id: str
    answers: tuple[str, ...]
    sender: str
    name: str
    subject: str
    text: str
    files: tuple[ContentFile, ...]
    is_automatic: bool
    is_proven: bool


def read(raw: bytes) -> LetterIn:
    """What stands in a mail; whatever cannot be read is left out, never guessed."""
    letter = message_from_bytes(raw, policy=policy.default)
    assert isinstance(letter, EmailMessage)
    name, sender = (getaddresses([_said(letter, "From")]) or [("", "")])[0]
    answered = f"{_said(letter, 'References')} {_said(letter, 'In-Reply-To')}".split()
    return LetterIn(
        message_id=_said(letter, "Message-ID").strip()[:255] or f"sha256:{sha256(raw).hexdigest()}",
        answers=tuple(answered[-MOST_ANSWERED:]),
        sender=sender.strip().lower() if len(sender) <= LONGEST_ADDRESS else "",
        name=name.strip()[:120],
        subject=" ".join(_said(letter, "Subject").split())[:200],
        text=without_history(_text(letter))[:LONGEST],
        files=tuple(_files(letter)),
        is_automatic=_is_automatic(letter),
        is_proven=is_proven(letter),
    )


def without_history(text: str) -> str:
    """What is new in a mail: everything above the first quotation."""
    lines = text.replace("\r\n", "\n").replace("\x00", "").split("\n")
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else ""
        is_head = _OUTLOOK_HEAD.match(line) and _SECOND_LINE.match(following)
        if number and (_QUOTE_HEAD.match(line) or is_head):
            return "\n".join(lines[:number]).strip()
    return "\n".join(lines).strip()


def _said(letter: EmailMessage, header: str) -> str:
    try:
        return str(letter.get(header, "")).replace("\x00", "")
    except (ValueError, IndexError, AttributeError):  # headers that no standard allows
        return ""


def _text(letter: EmailMessage) -> str:
    body = letter.get_body(("plain", "html"))
    if body is None:
        return ""
    try:
        content = str(body.get_content())
    except (LookupError, UnicodeError, KeyError):
        content = bytes(body.get_payload(decode=True) or b"").decode("utf-8", "replace")
    return _words_of(content) if body.get_content_subtype() == "html" else content


def _is_automatic(letter: EmailMessage) -> bool:
    """Nobody wrote it: an absence, a list, a delivery report (RFC 3834)."""
    automatic = _said(letter, "Auto-Submitted").lower() not in ("", "no")
    bulk = _said(letter, "Precedence").lower() in ("bulk", "junk", "list", "auto_reply")
    report = letter.get_content_type() == "multipart/report" or _said(letter, "Return-Path") == "<>"
    return automatic or bulk or report


def _files(letter: EmailMessage) -> list[ContentFile]:
    """Pictures, drawn anew, and PDFs, which no browser of ours opens; anything else stays outside."""
    found: list[ContentFile] = []
    for part in letter.iter_attachments():
        content = part.get_payload(decode=True)
        if isinstance(content, bytes) and len(content) <= MOST_BYTES and len(found) < MOST_FILES:
            made = _made_anew(part.get_content_type(), content)
            found += [made] if made else []
    return found


def _made_anew(kind: str, content: bytes) -> ContentFile | None:
    if kind not in KINDS:
        return None
    try:
        paper = papers.taken_in(SimpleUploadedFile("attachment", content, kind))
    except ValidationError:
        return None
    paper.content.seek(0)
    return ContentFile(paper.content.read(), name=paper.name)


class _Words(HTMLParser):
    """The words of a page, a line for each block."""

    BLOCKS = frozenset({"p", "div", "br", "li", "tr", "h1", "h2", "h3", "blockquote"})
    SILENT = frozenset({"script", "style", "head"})

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """A block begins a line; a quotation is marked as one."""
        self._silent += tag in self.SILENT
        if tag in self.BLOCKS:
            self.words.append("\n> " if tag == "blockquote" else "\n")

    def handle_endtag(self, tag: str) -> None:
        """What is not to be read is over."""
        self._silent -= tag in self.SILENT and self._silent > 0

    def handle_data(self, data: str) -> None:
        """Words that a reader sees."""
        if not self._silent:
            self.words.append(data)


def _words_of(html: str) -> str:
    parser = _Words()
    with suppress(AssertionError):  # declarations that no page has: what stands above them counts
        parser.feed(html)
    return re.sub(r"\n{3,}", "\n\n", "".join(parser.words)).strip()
