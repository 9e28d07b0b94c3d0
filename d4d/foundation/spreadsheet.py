"""Lists for a spreadsheet, and what it makes of a cell that it is given."""

import csv
import io
from collections.abc import Iterable, Sequence


def spreadsheet(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A list as spreadsheets in the Netherlands open it: semicolons, and a byte order mark."""
    return "".join(["\ufeff", line(heads), *map(line, rows)]).encode()


def line(cells: Sequence[str]) -> str:
    """One row of it."""
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerow(cells)
    return text.getvalue()


def harmless(text: str) -> str:
    """Text that a spreadsheet does not take for a formula."""
    return f"'{text}" if text.lstrip(" ")[:1] in set("=+-@\t\r\n|%") else text
