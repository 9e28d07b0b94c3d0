"""Files as offices make them are read; hostile and broken ones are refused in plain words."""

import io
import zipfile

import pytest
from openpyxl import Workbook

from d4d.foundation.importing import cells, limits, reading
from d4d.foundation.importing.kinds import Column
from d4d.foundation.importing.wrong import Unreadable

COLUMNS = (
    Column("number", "number", cells.text(40), is_needed=True),
    Column("name", "name", cells.text(20)),
    Column("price", "price", cells.price),
    Column("day", "day", cells.day),
)


def rows_of(content: bytes) -> list[tuple[int, dict]]:
    sheet = reading.read(content, COLUMNS, ("number",))
    assert sheet.complaints == []
    return [(row.number, row.values) for row in sheet.rows]


def complaints_of(content: bytes) -> list[tuple[int, str]]:
    sheet = reading.read(content, COLUMNS, ("number",))
    return [(one.row, one.column) for one in sheet.complaints]


def an_excel_file(*rows: tuple, merge: str = "") -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    if merge:
        book.active.merge_cells(merge)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        "number;name;price\nA1;Vulcaniet é;12,50\n".encode(),
        "number;name;price\r\nA1;Vulcaniet é;€ 12,50\r\n".encode("utf-8-sig"),
        "number;name;price\nA1;Vulcaniet é;12,5\n".encode("cp1252"),
        'number,name,price\nA1,"Vulcaniet é",12.50\n'.encode(),
        an_excel_file(("number", "name", "price"), ("A1", "Vulcaniet é", 12.5)),
    ],
    ids=["utf-8", "byte order mark", "windows", "commas", "excel"],
)
def test_each_way_of_writing_gives_the_same_row(content):
    assert rows_of(content) == [(2, {"number": "A1", "name": "Vulcaniet é", "price": 125_000})]


def test_wrong_cells_are_named_by_row_and_column_and_the_rest_is_read():
    content = b"number;name;price;day\nA1;goed;1;\n;leeg;1;\n\nA1;dubbel;1;\nA3;ok;duur;31-02-2026\n"
    sheet = reading.read(content, COLUMNS, ("number",))
    assert [row.number for row in sheet.rows] == [2]
    assert [(one.row, one.column) for one in sheet.complaints] == [
        (3, "number"),
        (5, "number"),
        (6, "price"),
        (6, "day"),
    ]
    assert "duur" not in "".join(one.words for one in sheet.complaints)


@pytest.mark.parametrize("cell", ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-x", "%0A"])
def test_a_formula_is_refused_not_kept(cell):
    assert complaints_of(f'number;name\nA1;"{cell}"\n'.encode()) == [(2, "name")]


def test_a_formula_of_excel_is_neither_worked_out_nor_kept():
    assert complaints_of(an_excel_file(("number", "name"), ("A1", "=HYPERLINK(1)"))) == [(2, "name")]


def _a_bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file, file.open("xl/a.xml", "w") as part:
        for _ in range(limits.MOST_UNPACKED // 1_000_000 + 1):
            part.write(b" " * 1_000_000)
    return packed.getvalue()


def _with_entities() -> bytes:
    whole = io.BytesIO(an_excel_file(("number",), ("A1",)))
    packed = io.BytesIO()
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                part = b'<!DOCTYPE a [<!ENTITY b "' + b"c" * 90 + b'">]>' + part
            new.writestr(name, part)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"number;name\n", "empty"),
        (b"name\nx\n", "column-missing"),
        (b"number;colour\nA1;red\n", "column-unknown"),
        (b"number;number\nA1;A1\n", "column-twice"),
        ("number\nA1\n".encode("utf-16"), "encoding"),
        (b"number\nA\x81\n", "encoding"),
        (b"number\n\0\0\n", "no-table"),
        (b'number;name\nA1;"never closed\n', "broken"),
        (b"PK\x03\x04 and then nothing", "broken"),
        (b"number\n" + b"A\n" * (limits.MOST_ROWS + 1), "too-many-rows"),
        (b"A" * (limits.MOST_BYTES + 1), "too-large"),
        (an_excel_file(("number", "name"), ("A1", ""), merge="A2:B2"), "merged"),
        (_with_entities(), "broken"),
    ],
    ids=lambda part: part if isinstance(part, str) else "",
)
def test_a_file_that_is_no_such_list_is_refused_with_the_reason(content, reason):
    with pytest.raises(Unreadable) as refusal:
        reading.read(content, COLUMNS, ("number",))
    assert refusal.value.reason == reason
    assert refusal.value.words


def test_what_unpacks_to_more_than_a_list_is_refused_unopened():
    with pytest.raises(Unreadable) as refusal:
        reading.read(_a_bomb(), COLUMNS, ("number",))
    assert refusal.value.reason == "bomb"
    assert refusal.value.words


@pytest.mark.parametrize("first", ["number;Robin Boom;name\n", "number;name;name\n", "Robin;Robin\n"])
def test_what_stands_in_a_wrong_first_row_is_named_by_its_place(first):
    with pytest.raises(Unreadable) as refusal:
        reading.read(f"{first}A1;x;y\n".encode(), COLUMNS, ("number",))
    assert refusal.value.column in {"1", "2", "3"}
    assert f"Kolom {refusal.value.column} " in refusal.value.words
    assert not any(word in refusal.value.words.lower() for word in ("robin", "boom"))
