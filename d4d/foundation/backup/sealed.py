"""A sealed file: written and read piece by piece, and whoever changes, shortens or reorders it is noticed.

Each piece is AES-256-GCM under a key of this very file; its number and whether it is the last are part of
the nonce, so that pieces can be neither swapped nor left out.
"""

import hashlib
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

PIECE = 1 << 20
_TAG = 16


class Damaged(Exception):
    """A sealed file is not what was written."""


class Writer:
    """Takes bytes and writes them sealed; `close` writes the last piece."""

    def __init__(self, file: BinaryIO, key: bytes, part: str) -> None:
        self._file, self._cipher = file, _cipher(key, part)
        self._waiting, self._number = bytearray(), 0
        self._digest, self.size = hashlib.sha256(), 0

    def write(self, content: bytes) -> int:
        """Seal what makes a whole piece, keep the rest."""
        self._waiting += content
        while len(self._waiting) > PIECE:
            self._seal(bytes(self._waiting[:PIECE]), is_last=False)
            del self._waiting[:PIECE]
        return len(content)

    def close(self) -> None:
        """Seal the last piece, which may be empty."""
        self._seal(bytes(self._waiting), is_last=True)
        self._file.flush()

    @property
    def sha256(self) -> str:
        """The fingerprint of the sealed file."""
        return self._digest.hexdigest()

    def _seal(self, piece: bytes, *, is_last: bool) -> None:
        sealed = self._cipher.encrypt(_nonce(self._number, is_last=is_last), piece, None)
        self._file.write(sealed)
        self._digest.update(sealed)
        self._number, self.size = self._number + 1, self.size + len(sealed)


class Reader:
    """Gives back what was sealed; raises Damaged before a wrong byte gets out."""

    def __init__(self, file: BinaryIO, key: bytes, part: str) -> None:
        self._file, self._cipher = file, _cipher(key, part)
        self._open, self._number = bytearray(), 0
        self._next: bytes | None = file.read(PIECE + _TAG)

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
        except InvalidTag:
            raise Damaged(f"piece {self._number} cannot be opened") from None


def _cipher(key: bytes, part: str) -> AESGCM:
    return AESGCM(HKDF(SHA256(), length=32, salt=None, info=part.encode()).derive(key))


def _nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])
