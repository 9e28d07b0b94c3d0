"""Everything that may be hidden in a lump of bytes, unpacked as far as it goes."""

import base64
import binascii
import gzip
import html
import io
import re
import shutil
import subprocess
import zipfile
import zlib
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

DEEPEST = 5
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{16,}={0,2}")
_SOFT_BREAK = re.compile(rb"=\r?\n")
_QUOTED = re.compile(rb"=([0-9A-F]{2})")
_ESCAPED = re.compile(rb"\\u00([0-9a-f]{2})")


def layers(content: bytes, depth: int = 0) -> Iterator[bytes]:
    """The bytes themselves, and whatever they turn out to be when opened."""
    yield content
    if depth >= DEEPEST or not content:
        return
    for inner in _opened(content):
        if inner and inner != content:
            yield from layers(inner, depth + 1)


def _opened(content: bytes) -> Iterator[bytes]:
    packed = list(_unpacked(content))
    if any(packed):
        yield from packed
        return
    if b"=" in content:
        yield _QUOTED.sub(_byte, _SOFT_BREAK.sub(b"", content))
    if b"%" in content:
        yield unquote_to_bytes(content)
    if b"&" in content:
        yield html.unescape(content.decode("utf-8", "replace")).encode()
    if b"\\u00" in content:
        yield _ESCAPED.sub(_byte, content)
    if b"\x00" in content:
        yield content.replace(b"\x00", b"")  # UTF-16 of plain letters
    for run in _BASE64.findall(content):
        yield from _from_base64(run)


def _unpacked(content: bytes) -> Iterator[bytes]:
    if content[:2] == b"\x1f\x8b":
        yield _or_nothing(gzip.decompress, content)
    if content[:1] == b"\x78":
        yield _or_nothing(lambda packed: zlib.decompressobj().decompress(packed), content)
    if content[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield archive.read(name)
    if content[:5] == b"%PDF-":
        yield _text_of_pdf(content)


def _from_base64(run: bytes) -> Iterator[bytes]:
    """A run of letters may begin anywhere in a longer word, so each alignment is tried."""
    for start in range(4):
        letters = run[start:].rstrip(b"=").translate(bytes.maketrans(b"-_", b"+/"))
        letters = letters[: len(letters) // 4 * 4 + (0 if len(letters) % 4 == 1 else len(letters) % 4)]
        opened = _or_nothing(base64.b64decode, letters + b"=" * (-len(letters) % 4))
        yield opened


def _text_of_pdf(content: bytes) -> bytes:
    program = shutil.which("pdftotext")
    assert program, "pdftotext (poppler-utils) reads what an invoice says"
    done = subprocess.run([program, "-", "-"], input=content, capture_output=True, check=False)
    return done.stdout + content.replace(b"\x00", b"")


def _byte(found: "re.Match[bytes]") -> bytes:
    return bytes([int(found[1], 16)])


def _or_nothing(opening, content: bytes) -> bytes:
    try:
        return bytes(opening(content))
    except (OSError, EOFError, ValueError, zlib.error, binascii.Error):
        return b""
