"""Rows of text become rows of values by the columns of a kind; every wrong cell is named."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from d4d.foundation.importing import tables
from d4d.foundation.importing.kinds import Column, Row
from d4d.foundation.importing.wrong import Complaint, Unreadable, WrongCell


@dataclass(slots=True)
class Sheet:
    """The good rows of a file, and what is wrong with the others."""

    rows: list[Row] = field(default_factory=list)
    complaints: list[Complaint] = field(default_factory=list)


def read(content: bytes, columns: Sequence[Column], key: Sequence[str] = (), **most: int) -> Sheet:
    """Read a file by its columns; raises Unreadable when it is no such list at all."""
    table = tables.read(content, **most)
    _number, head = next(table, (0, []))
    places = _placed([name.lower() for name in head], columns)
    sheet = Sheet()
    seen: dict[tuple[Any, ...], int] = {}
    for number, cells in table:
        row = _row(number, cells, places, sheet.complaints)
        if row is None:
            continue
        named = tuple(row.get(column) for column in key)
        if key and (first := seen.setdefault(named, number)) != number:
            words = str(_("This stands in row %(row)s already.") % {"row": first})
            sheet.complaints.append(Complaint(number, key[0], words))
            continue
        sheet.rows.append(row)
    if not sheet.rows and not sheet.complaints:
        raise Unreadable("empty")
    return sheet


def _placed(head: list[str], columns: Sequence[Column]) -> list[tuple[int, Column]]:
    """Which column stands where; a name that nobody knows is a mistake, not a remark.

    It is named by its place: a file without a first row may hold a person there.
    """
    known = {column.name: column for column in columns}
    names = [name for name in head if name]
    if not names:
        raise Unreadable("empty")
    for place, name in enumerate(head, start=1):
        if name and name not in known:
            raise Unreadable("column-unknown", place)
        if name and name in head[: place - 1]:
            raise Unreadable("column-twice", place)
    if missing := next((one.name for one in columns if one.is_needed and one.name not in names), ""):
        raise Unreadable("column-missing", missing)
    return [(place, known[name]) for place, name in enumerate(head) if name]


def _row(
    number: int, cells: list[str], places: list[tuple[int, Column]], complaints: list[Complaint]
) -> Row | None:
    values, is_right = {}, True
    if any(cells[len(places) :]) and len(cells) > max(place for place, _column in places) + 1:
        complaints.append(Complaint(number, "", str(_("This row has more cells than the first row."))))
        return None
    for place, column in places:
        cell = cells[place] if place < len(cells) else ""
        try:
            if cell:
                values[column.name] = column.parse(cell)
            elif column.is_needed:
                raise WrongCell(_("This cell is empty, and it is needed."))
        except WrongCell as wrong:
            complaints.append(Complaint(number, column.name, str(wrong.words)))
            is_right = False
    return Row(number, values) if is_right else None
