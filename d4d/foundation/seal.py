"""A chain of seals: each row's seal covers its content and the seal before it."""

import hashlib
import hmac

from django.conf import settings

FIRST = "0" * 64


def seal(previous: str, content: bytes) -> str:
    """The seal of a content that follows a previous seal; 64 hex digits.

    The key lies outside the database, so that somebody who can write there cannot forge a chain.
    """
    key = settings.SEAL_KEY.encode()
    return hmac.new(key, previous.encode() + b"\n" + content, hashlib.sha256).hexdigest()


def is_intact(previous: str, content: bytes, claimed: str) -> bool:
    """Whether a content still bears its own seal."""
    return hmac.compare_digest(seal(previous, content), claimed)


def fingerprint(kind: str, text: str) -> str:
    """The mark by which we know something again that we do not keep; 64 hex digits.

    Nobody reads the text from it, and without the key nobody finds it by trying. Marks of another kind
    cannot be compared.
    """
    key = settings.SEAL_KEY.encode()
    return hmac.new(key, f"{kind}\n{text}".encode(), hashlib.sha256).hexdigest()
