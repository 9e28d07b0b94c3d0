"""The first sheet of an Excel file, row by row; what unpacks to more than a list is not opened."""

import io
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from zipfile import BadZipFile, ZipFile

from d4d.foundation.importing.limits import MOST_COLUMNS, MOST_UNPACKED
from d4d.foundation.importing.wrong import Unreadable

_PIECE = 1 << 20
_MARK = b"<mergeCell "
_FORMULA = "="  # what stands for a formula of several cells
_DAMAGED = (
    BadZipFile,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    SyntaxError,
    OSError,
    EOFError,
    zlib.error,
)


def rows(content: bytes) -> Iterator[list[str]]:
    """Each row of the first sheet as text; raises Unreadable. Formulas are not worked out."""
    from openpyxl import load_workbook  # loading it is slow: only for who brings such a file

    try:
        _weigh(content)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        sheet: Any = book.worksheets[0]
        sheet.reset_dimensions()
        for cells in sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True):
            yield [_text(cell) for cell in cells]
    except _DAMAGED:
        raise Unreadable("broken") from None


def _weigh(content: bytes) -> None:
    """Refuse what unpacks to too much, before anything is unpacked; and cells that were merged."""
    with ZipFile(io.BytesIO(content)) as packed:
        if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
            raise Unreadable("bomb")
        sheets = [name for name in packed.namelist() if name.startswith("xl/worksheets/sheet")]
        for name in sorted(sheets)[:1]:
            before = b""
            with packed.open(name) as sheet:
                while piece := sheet.read(_PIECE):
                    if _MARK in before + piece:
                        raise Unreadable("merged")
                    before = piece[-len(_MARK) :]


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:.10g}"
    return str(value) if isinstance(value, str | int) else _FORMULA
