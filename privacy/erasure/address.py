"""The mailbox for a receipt, sealed: readable for a day at most, and only with the key of the house."""

import hashlib
import json
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from privacy.people import Reach

_NONCE = 12


def seal(reach: Reach) -> str:
    """Where a letter goes and how its reader is addressed, for nobody else to read."""
    nonce = os.urandom(_NONCE)
    content = json.dumps([reach.email, reach.language, reach.name]).encode()
    return urlsafe_b64encode(nonce + _cipher().encrypt(nonce, content, None)).decode()


def open_sealed(sealed: str) -> Reach | None:
    """The mailbox again; None when it is gone or this is not the key."""
    if not sealed:
        return None
    raw = urlsafe_b64decode(sealed)
    try:
        email, language, name = json.loads(_cipher().decrypt(raw[:_NONCE], raw[_NONCE:], None))
    except (InvalidTag, ValueError):
        return None
    return Reach(email, language, name)


def _cipher() -> AESGCM:
    return AESGCM(hashlib.sha256(b"erasure receipt\n" + settings.SEAL_KEY.encode()).digest())
