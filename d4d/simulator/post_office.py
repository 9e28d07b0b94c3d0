"""The shop's own mailbox: people write to it on a page of this simulator, the shop reads it over IMAP.

As much of IMAP4rev1 (RFC 3501) as a program needs that looks for unread mails: it signs in, finds, fetches
and marks. Any name and password will do.
"""

import re
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from email.utils import format_datetime
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render

from d4d.simulator import clock
from d4d.simulator.store import Record, store

KIND = "incoming"
_LONGEST = 20_000
_SERVER = "mx.simulator.invalid"
_PROOFS = {"pass": ("pass",), "fail": ("fail",), "forged": ("fail", "pass")}  # below: what the sender claims
_COMMAND = re.compile(rb"(\S+) (?:UID )?(\w+) ?(.*)", re.IGNORECASE)


class _Talk(StreamRequestHandler):
    """One connection, line by line."""

    def handle(self) -> None:
        """Greet, and answer until the other side leaves."""
        self._say(b"* OK ready")
        while line := self.rfile.readline(_LONGEST).strip():
            found = _COMMAND.match(line)
            tag, verb, rest = found.groups() if found else (b"*", b"NOOP", b"")
            answer = _VERBS.get(verb.upper())
            for told in answer(rest) if answer else []:
                self._say(told)
            self._say(tag + (b" OK done" if answer else b" BAD unknown"))
            if verb.upper() == b"LOGOUT":
                return

    def _say(self, words: bytes) -> None:
        self.wfile.write(words + b"\r\n")


def _capability(_rest: bytes) -> list[bytes]:
    return [b"* CAPABILITY IMAP4rev1"]


def _nothing(_rest: bytes) -> list[bytes]:
    return []


def _select(_rest: bytes) -> list[bytes]:
    return [f"* {store().count(KIND)} EXISTS".encode(), b"* 0 RECENT"]


def _search(_rest: bytes) -> list[bytes]:
    unread = [str(one["id"]) for one in store().find(KIND) if not one["read"]]
    return [f"* SEARCH {' '.join(unread)}".rstrip().encode()]


def _fetch(rest: bytes) -> list[bytes]:
    number = rest.split()[0].decode()
    found = store().get(KIND, number)
    if found is None:
        return []
    raw = found["raw"].encode()
    return [f"* {number} FETCH (UID {number} BODY[] {{{len(raw)}}}".encode(), raw + b")"]


def _store(rest: bytes) -> list[bytes]:
    found = store().get(KIND, rest.split()[0].decode())
    if found is not None:
        store().put(KIND, {**found, "read": True})
    return []


_VERBS: dict[bytes, Callable[[bytes], list[bytes]]] = {
    b"CAPABILITY": _capability,
    b"FETCH": _fetch,
    b"LOGIN": _nothing,
    b"LOGOUT": lambda _rest: [b"* BYE"],
    b"NOOP": _nothing,
    b"SEARCH": _search,
    b"SELECT": _select,
    b"STORE": _store,
}


def open_for_business(host: str, port: int) -> int:
    """Listen for the shop beside the pages; returns the port, which is any free one for 0."""
    server = _Server((host, port), _Talk)
    Thread(target=server.serve_forever, daemon=True).start()
    return int(server.server_address[1])


class _Server(ThreadingTCPServer):
    """A thread for every connection."""

    allow_reuse_address = True
    daemon_threads = True


def write(request: HttpRequest) -> HttpResponse:
    """A mail to the shop, as anybody may write one."""
    if request.method == "POST":
        post(request.POST, None)
        return HttpResponseRedirect("/mail/")
    return render(request, "simulator/write.html")


def reply(request: HttpRequest, number: str) -> HttpResponse:
    """An answer to a mail of the shop: its reader's words above what the shop wrote."""
    found = store().get("mail", number)
    if found is None:
        raise Http404
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    post(request.POST, found)
    return HttpResponseRedirect("/mail/")


def post(said: Mapping[str, Any], answered: Record | None) -> Record:
    """Put a mail in the shop's mailbox, with what its mail server found out about the sender on top."""
    words = {name: str(said.get(name, ""))[:_LONGEST] for name in ("from", "subject", "words")}
    letter = EmailMessage()
    sender = answered["to"][0]["email"] if answered else _line(words["from"])
    for found in _PROOFS.get(str(said.get("proof")), _PROOFS["pass"]):
        letter["Authentication-Results"] = f"{_SERVER}; dmarc={found} header.from={sender.partition('@')[2]}"
    number = store().next_number(KIND)
    letter["Message-ID"] = f"<{number}.{clock.stamp()}@simulator.invalid>".replace(":", "")
    letter["Date"] = format_datetime(clock.now())
    letter["From"], letter["To"] = sender, "info@d-4-d.com"
    if answered:
        letter["Subject"] = f"Re: {answered['subject']}"
        letter["In-Reply-To"] = letter["References"] = answered["message_id"]
        quoted = "\n".join(f"> {line}" for line in answered["text"].splitlines())
        text = f"{words['words']}\n\nOp {clock.stamp()} schreef Dentists4Dentists:\n{quoted}\n"
    else:
        letter["Subject"] = _line(words["subject"])
        text = words["words"]
    letter.set_content(text, cte="quoted-printable")
    raw = letter.as_bytes().decode("ascii", "replace")
    record = {"id": number, "at": clock.stamp(), "raw": raw, "read": False}
    store().put(KIND, record)
    return record


def _line(text: str) -> str:
    return " ".join(text.split())
