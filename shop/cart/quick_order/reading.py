"""Says what a line may mean: every article number it may hold, the likeliest first, with its quantity.

The parser knows no article. It offers meanings, and the catalogue decides which of them exists, so that
`KT INS114 DRE 3` and `1 KT-INS114-DRE Tang 3 24,95 74,85` are both three pieces of one forceps.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shop.cart.quick_order.amounts import ONE, Amount, amount, amount_of, around, without_prices
from shop.cart.quick_order.tidying import GROUP_SEPARATOR, tidy
from shop.catalogue.search.words import plain_number
from shop.stock import scan

MOST_OPTIONS = 30  # for 400 lines this stays far below what a database takes in one question
LONGEST_NUMBER = 40
_MOST_WORDS, _WIDEST, _SHORTEST = 12, 4, 3

_BULLET = re.compile(r"^(?:[\s\-*•·▪◦‣>+#\"'/]+|\[[ x]?\]\s*|o\s+|\(?\d{1,3}[.)]\s+)+", re.IGNORECASE)
_GLUED = (
    re.compile(r"^(?P<pieces>\d{1,5})[x*](?P<number>\S{3,})$"),
    re.compile(r"^(?P<number>\S{3,})[x*](?P<pieces>\d{1,5})$"),
)
_SCANNED = re.compile(
    r"\(01\)\s*(?P<open>\d{14})|^(?:\][A-Za-z]\d)?01(?P<shut>\d{14})|/01/(?P<link>\d{8,14})"
)
_COUNTED = re.compile(r"\((?:30|37)\)\s*(\d{1,8})")
_HYPHENED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")  # some numbers hold no figure, such as SV-RAG-ROZ
_DECIMAL_TAIL = re.compile(r"^(\d{6,})[.,]0{1,2}$")
_SPREADSHEET_TEXT = re.compile(r"=\"([^\"]*)\"")
_DELIMITERS = "\t;|,"
_NUMBER_HEADS = {
    "art",
    "artikel",
    "artikelnr",
    "artikelnummer",
    "artnr",
    "nummer",
    "nr",
    "number",
    "code",
} | {*("sku", "gtin", "ean", "item", "itemnumber", "article", "articlenumber", "bestelnummer", "productcode")}
_AMOUNT_HEADS = {"aantal", "qty", "quantity", "hoeveelheid", "stuks", "pieces", "besteld", "menge"}


@dataclass(frozen=True, slots=True)
class Option:
    """An article number that may be meant, as the search compares numbers, and how many of it."""

    number: str
    written: str
    amount: Amount


@dataclass(frozen=True, slots=True)
class Reading:
    """A line and what it may mean."""

    line: str
    options: tuple[Option, ...]

    @property
    def guess(self) -> tuple[str, str]:
        """What to put in the boxes when no article is meant: a number and a quantity."""
        likely = next((one for one in self.options if " " not in one.written), None)
        return (likely.written, likely.amount.written) if likely else (self.line[:100], "")


@dataclass(frozen=True, slots=True)
class Pasted:
    """Everything that was read, and how many lines did not fit."""

    readings: tuple[Reading, ...]
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where a file with a heading keeps the number and the quantity."""

    delimiter: str
    number: int
    amount: int = -1


def read(text: str) -> Pasted:
    """What every line of a text may mean; a heading is understood and is no line itself."""
    tidied = tidy(text)
    lines = list(tidied.lines)
    columns = _heading(lines[0][0]) if lines else None
    readings = [read_line(line, times, columns) for line, times in lines[bool(columns) :]]
    return Pasted(tuple(readings), tidied.left_out)


def read_row(number: str, quantity: str) -> Reading | None:
    """What a row of two boxes may mean; a quantity in its own box wins. None when the row is empty."""
    lines = tidy(number).lines
    if not lines:
        return None
    line = " ".join(part for part, _ in lines)
    whole = (Option(plain_number(line), line, ONE),)
    reading = Reading(line, whole + read_line(line).options)
    if not quantity.strip():
        return reading
    wanted = amount(quantity) or Amount(quantity.strip()[:20], None)
    return Reading(line, tuple(Option(one.number, one.written, wanted) for one in reading.options))


def read_line(line: str, times: int = 1, columns: _Columns | None = None) -> Reading:
    """What one line may mean; a line that came several times means so many times as much."""
    found: dict[tuple[str, Amount], Option] = {}
    for written, pieces in _meanings(line, columns):
        number = plain_number(written)
        if 1 <= len(number) <= LONGEST_NUMBER:
            many = _times(pieces or ONE, times)
            found.setdefault((number, many), Option(number, written.strip(), many))
    return Reading(line, tuple(found.values())[:MOST_OPTIONS])


def _meanings(line: str, columns: _Columns | None) -> Iterator[tuple[str, Amount | None]]:
    yield from _scanned(line)
    if columns and columns.delimiter in line:
        yield from _in_columns(line, columns)
    plain = _BULLET.sub("", _SPREADSHEET_TEXT.sub(r"\1", line).replace(GROUP_SEPARATOR, " "))
    for delimiter in _DELIMITERS:
        if delimiter in plain:
            yield from _in_fields(_fields(plain, delimiter), plain)
    yield from _in_words(plain)


def _scanned(line: str) -> Iterator[tuple[str, Amount | None]]:
    """The GTIN inside a GS1 code; a count inside it or behind it is the quantity."""
    found = _SCANNED.search(line)
    if found is None:
        return
    gtin = found["open"] or found["shut"] or found["link"]
    counted = _COUNTED.search(line)
    if counted:
        yield gtin, amount_of(int(counted[1]))
    code, *rest = re.split(r"[ \t]+", line[found.start() :])
    if found["shut"] and (said := _count_in(code)):
        yield gtin, amount_of(said)
    is_spaced = re.search(r"\)[ \t]", line)  # then what stands apart belongs to the code
    yield gtin, around(line[: found.start()].split(), [] if is_spaced else rest, line)


def _count_in(code: str) -> int | None:
    try:
        return scan.read(code).quantity
    except scan.Unreadable:
        return None


def _in_columns(line: str, columns: _Columns) -> Iterator[tuple[str, Amount | None]]:
    fields = _fields(line, columns.delimiter)
    if columns.number < len(fields):
        has_amount = 0 <= columns.amount < len(fields)
        yield fields[columns.number], amount(fields[columns.amount]) if has_amount else None


def _in_fields(fields: Sequence[str], line: str) -> Iterator[tuple[str, Amount | None]]:
    """Each field may be the number; the quantity is among the others."""
    rest = [without_prices(one).strip() for one in fields]
    for place, one in enumerate(fields[:_MOST_WORDS]):
        if _may_be_number(one):
            before, after = (list(filter(None, part)) for part in (rest[:place], rest[place + 1 :]))
            pieces = around(before, after, line)
            yield one, pieces
            if tail := _DECIMAL_TAIL.match(one):
                yield tail[1], pieces


def _in_words(line: str) -> Iterator[tuple[str, Amount | None]]:
    """Words that stand together may be the number: first without a quantity at either end, then wider."""
    words = re.split(r"[\s;|]+", without_prices(line).strip(" ;|"))
    if len(words) == 1:
        yield from _glued(words[0])
    for start, end in sorted(_spans(words), key=lambda span: _unlikely(words, *span)):
        written = " ".join(words[start:end])
        if _may_be_number(written):
            yield written, around(words[:start], words[end:], line)
            if end - start == 1:
                yield from _glued(written)
    yield " ".join(words), None


def _spans(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    last = min(len(words), _MOST_WORDS)
    for start in range(last):
        for end in range(start + 1, min(start + _WIDEST, last) + 1):
            yield start, end


def _unlikely(words: Sequence[str], start: int, end: int) -> tuple[bool, int, int]:
    """A number seldom begins or ends with what is a small figure by itself; the longer is the likelier."""
    ends = (words[start], words[end - 1]) if end - start > 1 else ()
    return (
        any((found := amount(word)) is not None and found.pieces is not None for word in ends),
        start - end,
        start,
    )


def _glued(word: str) -> Iterator[tuple[str, Amount | None]]:
    """`2x12345`, `12345x2`, and a number to which a spreadsheet gave decimals."""
    for pattern in _GLUED:
        if found := pattern.match(word.lower()):
            start, end = found.span("number")
            yield word[start:end], amount(found["pieces"])
    if tail := _DECIMAL_TAIL.match(word):
        yield tail[1], None


def _may_be_number(text: str) -> bool:
    plain = plain_number(text)
    is_code = any(letter.isdigit() for letter in plain) or bool(_HYPHENED.fullmatch(text.strip()))
    return _SHORTEST <= len(plain) <= LONGEST_NUMBER and is_code


def _times(one: Amount, times: int) -> Amount:
    return one if times == 1 or one.pieces is None else amount_of(one.pieces * times)


def _fields(line: str, delimiter: str) -> list[str]:
    try:
        fields = next(csv.reader([line], delimiter=delimiter, skipinitialspace=True), [])
    except csv.Error:
        fields = line.split(delimiter)
    return [_SPREADSHEET_TEXT.sub(r"\1", one).strip() for one in fields]


def _heading(line: str) -> _Columns | None:
    for delimiter in _DELIMITERS:
        heads = [plain_number(one).lower() for one in _fields(line, delimiter)]
        numbers = [place for place, head in enumerate(heads) if head in _NUMBER_HEADS]
        amounts = [place for place, head in enumerate(heads) if head in _AMOUNT_HEADS]
        if numbers and len(heads) > 1:
            return _Columns(delimiter, numbers[0], amounts[0] if amounts else -1)
    return None
