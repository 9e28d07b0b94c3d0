"""Files become rows of text: CSV in the encodings and with the separators that offices use, and XLSX."""

import csv
import io
from collections.abc import Iterator

from d4d.foundation.importing import workbook
from d4d.foundation.importing.limits import MOST_BYTES, MOST_ROWS
from d4d.foundation.importing.wrong import Unreadable

Cells = list[str]
_ENCODINGS = ("utf-8-sig", "cp1252")


def read(
    content: bytes, *, most_rows: int = MOST_ROWS, most_bytes: int = MOST_BYTES
) -> Iterator[tuple[int, Cells]]:
    """Each row that is not empty with its number, the first with the names; raises Unreadable.

    A formula comes as its own text, which the parsers of cells refuse.
    """
    if len(content) > most_bytes:
        raise Unreadable("too-large")
    rows = workbook.rows(content) if content.startswith(b"PK") else _csv(content)
    for number, cells in enumerate(rows, start=1):
        if number > most_rows + 1:
            raise Unreadable("too-many-rows")
        stripped = [cell.strip() for cell in cells]
        if any(stripped):
            yield number, stripped


def _csv(content: bytes) -> Iterator[Cells]:
    text = _decoded(content)
    first, _, _rest = text.partition("\n")
    separator = ";" if first.count(";") >= first.count(",") else ","
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    except csv.Error:
        raise Unreadable("broken") from None


def _decoded(content: bytes) -> str:
    if b"\0" in content:
        raise Unreadable("encoding" if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else "no-table")
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable("encoding")
