"""Makes plain lines of what was pasted, typed, scanned or sent in as a file."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

from stdnum import ean

MOST_LINES = 400
LONGEST_LINE = 300
GROUP_SEPARATOR = "\x1d"  # between the parts of a scanned GS1 code

_KEPT = {"\n", "\t", GROUP_SEPARATOR}
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-") | {"×": "x", "✕": "x", "✖": "x", "∗": "*"})
_BETWEEN = re.compile(r"[\s,;|]+")
_GTIN_LENGTHS = {8, 12, 13, 14}
_BRACKETED = re.compile(r"(?=\(01\))")


@dataclass(frozen=True, slots=True)
class Tidied:
    """Different lines in order with how often each came, and how many did not fit."""

    lines: tuple[tuple[str, int], ...]
    left_out: int


def text_of(upload: bytes) -> str:
    """The text of a file: UTF-8, UTF-16 or Windows-1252, whatever the spreadsheet wrote."""
    if upload.startswith((b"\xff\xfe", b"\xfe\xff")):
        return upload.decode("utf-16", errors="replace")
    try:
        return upload.decode("utf-8-sig")
    except UnicodeDecodeError:
        return upload.decode("cp1252", errors="replace")


def tidy(text: str) -> Tidied:
    """Lines without anything invisible; the same line again counts once more."""
    plain = _visible(_LINE_ENDS.sub("\n", text))
    seen: Counter[str] = Counter()
    for line in plain.split("\n"):
        for part in _scans_in(line[:LONGEST_LINE].strip()):
            if any(letter.isalnum() for letter in part):
                seen[part] += 1
    lines = tuple(seen.items())
    return Tidied(lines[:MOST_LINES], max(len(lines) - MOST_LINES, 0))


def _visible(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).translate(_DASHES)
    return "".join(_letter(letter) for letter in folded)


def _letter(letter: str) -> str:
    if letter in _KEPT or letter.isascii():
        return letter if letter in _KEPT or letter.isprintable() else ""
    kind = unicodedata.category(letter)
    if kind == "Nd":
        return str(unicodedata.digit(letter))
    return "" if kind in {"Cc", "Cf", "Cs"} else " " if kind.startswith("Z") else letter


def _scans_in(line: str) -> list[str]:
    """A scanner that ends no line writes codes behind each other: each is a line."""
    if line.count("(01)") > 1:
        return [part.strip() for part in _BRACKETED.split(line) if part.strip()]
    tokens = [token for token in _BETWEEN.split(line) if token]
    if len(tokens) > 1 and all(is_gtin(token) for token in tokens):
        return tokens
    return [line] if line else []


def is_gtin(token: str) -> bool:
    """Whether these figures are a GTIN, down to the check digit."""
    return token.isascii() and token.isdigit() and len(token) in _GTIN_LENGTHS and bool(ean.is_valid(token))
