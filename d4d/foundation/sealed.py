"""What only its key opens, in pieces; whatever was changed, cut off or reordered is noticed.

Each sealed thing has a key of its own, derived from the one it is given, from what it is for and from random
bytes that stand in front. It is cut into pieces, each AES-256-GCM; the number of a piece and whether it is
the last one are part of its nonce, so that pieces can be neither swapped nor left out.
"""

import hashlib
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from io import BytesIO
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PIECE = 1 << 16
_TAG = 16
_SALT = 16


class Damaged(Exception):
    """Something sealed is not what was written, or this is not its key."""


class Writer:
    """Takes bytes and writes them sealed; `close` writes the last piece.

    `taken` is how much was put in, `written` how much came out, `sha256` the fingerprint of that.
    """

    def __init__(self, file: IO[bytes], key: bytes, use: str) -> None:
        salt = os.urandom(_SALT)
        self._file, self._cipher = file, _cipher(key, use, salt)
        self._waiting, self._number, self._digest = bytearray(), 0, hashlib.sha256()
        self.taken = self.written = 0
        self._put(salt)

    @property
    def sha256(self) -> str:
        """The fingerprint of what was written."""
        return self._digest.hexdigest()

    def write(self, content: bytes) -> int:
        """Seal what makes a whole piece, keep the rest."""
        self._waiting += content
        self.taken += len(content)
        while len(self._waiting) > PIECE:
            self._seal(bytes(self._waiting[:PIECE]), is_last=False)
            del self._waiting[:PIECE]
        return len(content)

    def flush(self) -> None:
        """Nothing: a piece is written when it is whole."""

    def close(self) -> None:
        """Seal the last piece, which may be empty."""
        self._seal(bytes(self._waiting), is_last=True)
        self._waiting.clear()
        self._file.flush()

    def _seal(self, piece: bytes, *, is_last: bool) -> None:
        self._put(self._cipher.encrypt(_nonce(self._number, is_last=is_last), piece, None))
        self._number += 1

    def _put(self, sealed: bytes) -> None:
        self._file.write(sealed)
        self._digest.update(sealed)
        self.written += len(sealed)


class Reader:
    """Gives back what was sealed; raises Damaged before a wrong byte gets out."""

    def __init__(self, file: IO[bytes], key: bytes, use: str) -> None:
        self._file, self._cipher = file, _cipher(key, use, file.read(_SALT))
        self._open, self._number = bytearray(), 0
        self._next: bytes | None = file.read(PIECE + _TAG)

    def __iter__(self) -> Iterator[bytes]:
        """The content, piece by piece."""
        while self._next is not None:
            yield self._unseal()

    def read(self, size: int = -1) -> bytes:
        """The next bytes, fewer only at the end."""
        while self._next is not None and (size < 0 or len(self._open) < size):
            self._open += self._unseal()
        wanted = len(self._open) if size < 0 else size
        content = bytes(self._open[:wanted])
        del self._open[:wanted]
        return content

    def _unseal(self) -> bytes:
        sealed, self._next = self._next, self._file.read(PIECE + _TAG) or None
        nonce = _nonce(self._number, is_last=self._next is None)
        self._number += 1
        try:
            return self._cipher.decrypt(nonce, sealed or b"", None)
        except (InvalidTag, ValueError):
            raise Damaged(f"piece {self._number} cannot be opened") from None


def new_key() -> bytes:
    """A key for one thing alone: without it nobody opens that any more."""
    return AESGCM.generate_key(bit_length=256)


def seal_text(text: str, use: str) -> str:
    """A short text that the house alone can read, and for this use alone."""
    into = BytesIO()
    writer = Writer(into, settings.SEAL_KEY.encode(), use)
    writer.write(text.encode())
    writer.close()
    return urlsafe_b64encode(into.getvalue()).decode()


def read_text(sealed: str, use: str) -> str:
    """What `seal_text` was given; raises Damaged."""
    return Reader(BytesIO(urlsafe_b64decode(sealed)), settings.SEAL_KEY.encode(), use).read().decode()


def _cipher(key: bytes, use: str, salt: bytes) -> AESGCM:
    return AESGCM(HKDF(SHA256(), length=32, salt=salt, info=use.encode()).derive(key))


def _nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])
