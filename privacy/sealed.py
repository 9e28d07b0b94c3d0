"""Files that can be read with their own key only, written and read in pieces.

AES-256-GCM in pieces of 64 KB; the nonce counts the pieces and marks the last one, so that a piece that was
changed, moved, left out or added at the end is noticed.
"""

import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

PIECE = 64 * 1024
_TAG = 16
_PREFIX = 7


class Broken(Exception):
    """A sealed file is not what was written, or this is not its key."""


def new_key() -> str:
    """A key for one file, as text."""
    return urlsafe_b64encode(AESGCM.generate_key(bit_length=256)).decode()


def key_for(use: str) -> str:
    """The key of the house for one use; it lies outside the database."""
    return urlsafe_b64encode(sha256(f"{settings.SEAL_KEY}:{use}".encode()).digest()).decode()


class SealedWriter:
    """Something to write to, of which only sealed pieces reach the file; `close` writes the last.

    `size` is how much was put in.
    """

    def __init__(self, file: IO[bytes], key: str) -> None:
        """Begin a file with the number that makes its nonces its own."""
        self._file, self._cipher = file, AESGCM(urlsafe_b64decode(key))
        self._prefix, self._count, self._rest = os.urandom(_PREFIX), 0, bytearray()
        self.size = 0
        file.write(self._prefix)

    def write(self, data: bytes) -> int:
        """Take data in; whole pieces are sealed and written at once."""
        self._rest += data
        self.size += len(data)
        while len(self._rest) > PIECE:
            self._seal(bytes(self._rest[:PIECE]), is_last=False)
            del self._rest[:PIECE]
        return len(data)

    def flush(self) -> None:
        """Nothing: a piece is written when it is whole."""

    def close(self) -> None:
        """Seal what is left as the last piece."""
        self._seal(bytes(self._rest), is_last=True)
        self._rest.clear()

    def _seal(self, piece: bytes, *, is_last: bool) -> None:
        self._file.write(self._cipher.encrypt(_nonce(self._prefix, self._count, is_last), piece, None))
        self._count += 1


def seal_text(text: str, key: str) -> str:
    """A short text that can be read with its key only."""
    into = BytesIO()
    writer = SealedWriter(into, key)
    writer.write(text.encode())
    writer.close()
    return urlsafe_b64encode(into.getvalue()).decode()


def read_text(text: str, key: str) -> str:
    """What `seal_text` was given; raises Broken."""
    return b"".join(read(BytesIO(urlsafe_b64decode(text)), key)).decode()


def read(file: IO[bytes], key: str) -> Iterator[bytes]:
    """The content of a sealed file, piece by piece; raises Broken."""
    cipher, prefix = AESGCM(urlsafe_b64decode(key)), file.read(_PREFIX)
    piece, count = file.read(PIECE + _TAG), 0
    while True:
        following = file.read(PIECE + _TAG)
        try:
            yield cipher.decrypt(_nonce(prefix, count, not following), piece, None)
        except (InvalidTag, ValueError):
            raise Broken(f"piece {count} does not hold") from None
        if not following:
            return
        piece, count = following, count + 1


def _nonce(prefix: bytes, count: int, is_last: bool) -> bytes:
    return prefix + count.to_bytes(4, "big") + bytes([is_last])
