"""The mailbox of customer service: mails that nobody has read yet, over IMAP.

The simulator speaks enough IMAP for this adapter, so that the demo and the tests use the same one.
"""

import imaplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol
from urllib.parse import SplitResult, unquote, urlsplit

from django.conf import settings

from d4d.foundation.errors import Misconfigured, Temporary

TIMEOUT_SECONDS = 20
AT_ONCE = 50


class Mailbox(Protocol):
    """Where customers write to."""

    def unread(self) -> Iterator[tuple[str, bytes]]: ...
    def mark_read(self, number: str) -> None: ...


class ImapMailbox:
    """A folder on an IMAP server; a mail counts as read only once it is kept with us."""

    def __init__(self, connection: imaplib.IMAP4) -> None:
        self._connection = connection

    def unread(self) -> Iterator[tuple[str, bytes]]:
        """Mails that were not read, oldest first, each by its number and as it came."""
        _status, found = self._connection.uid("SEARCH", "UNSEEN")
        for number in (found[0] or b"").decode().split()[:AT_ONCE]:
            _status, answer = self._connection.uid("FETCH", number, "(BODY.PEEK[])")
            if answer and isinstance(answer[0], tuple):
                yield number, answer[0][1]

    def mark_read(self, number: str) -> None:
        """This mail need not be looked at again."""
        self._connection.uid("STORE", number, "+FLAGS", r"(\Seen)")


@contextmanager
def opened() -> Iterator[Mailbox]:
    """The mailbox of the settings ("imaps://user:password@host/INBOX"). Raises Temporary or Misconfigured."""
    address = urlsplit(settings.CASES_MAILBOX_URL)
    try:
        connection = _connected(address)
    except (imaplib.IMAP4.abort, OSError) as error:
        raise Temporary(f"mailbox: {type(error).__name__}") from None
    try:
        _sign_in(connection, unquote(address.username or ""), unquote(address.password or ""))
        connection.select(address.path.strip("/") or "INBOX")
        yield ImapMailbox(connection)
    except (imaplib.IMAP4.abort, OSError) as error:
        raise Temporary(f"mailbox: {type(error).__name__}") from None
    finally:
        _leave(connection)


def _connected(address: SplitResult) -> imaplib.IMAP4:
    """A line to the server; where it is sealed, only to one that proves its name."""
    host = address.hostname or ""
    if address.scheme != "imaps":
        return imaplib.IMAP4(host, address.port or 143, timeout=TIMEOUT_SECONDS)
    proof = ssl.create_default_context()
    return imaplib.IMAP4_SSL(host, address.port or 993, ssl_context=proof, timeout=TIMEOUT_SECONDS)


def _sign_in(connection: imaplib.IMAP4, user: str, password: str) -> None:
    try:
        connection.login(user, password)
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error:
        raise Misconfigured("mailbox: it does not know us") from None


def _leave(connection: imaplib.IMAP4) -> None:
    try:
        connection.logout()
    except (imaplib.IMAP4.error, OSError):
        connection.shutdown()
