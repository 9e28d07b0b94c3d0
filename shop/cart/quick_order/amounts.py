"""Reads quantities as people and spreadsheets write them, and tells them from prices."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from shop.cart.models import MOST_PIECES

_NUMBER = r"(?<![\w.,])[+-]?\d[\d.,']*(?:e\+?\d{1,3})?"
UNIT = (
    r"(?:stuks?|st|stk|pcs?|pieces?|pce|doos|doosjes|dozen|box|boxes|pak|pakken|rol|rollen"
    r"|flesjes?|fles|flessen|ve|ea|keer|maal)"
)
_MARKED = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!\w)(?:aantal|qty|quantity|hoeveelheid|stuks|pieces|menge)\s*[:=]\s*({_NUMBER})(?!\w)",
        rf"({_NUMBER})\s*[x*](?!\s*\d|\w)",
        r"(?:^|[^\d\s]\s+)[x*]\s*(\d[\d.,']*)(?!\w)",
        rf"({_NUMBER})\s*{UNIT}(?!\w)",
    )
]
_PRICES = re.compile(
    rf"(?<!\w)(?:€|\$|£|eur|euro|à|@|prijs|price)[\s:]*{_NUMBER}(?:,?-+)?"
    rf"|{_NUMBER}(?:,?-+)?\s*(?:€|eur|euro)(?!\s*\d|\w)|{_NUMBER}\s*%|(?<![\w.,])\d+,-+",
    re.IGNORECASE,
)
_LOOKS_LIKE_PRICE = re.compile(r".*[.,]\d{2,4}")
_FIGURE = re.compile(rf"{_NUMBER}(?!\w)")
_ALONE = re.compile(r"([+-]?)(\d[\d.,' ]*)(e\+?\d{1,3})?", re.IGNORECASE)
_THOUSANDS = re.compile(r"\d{1,3}(?:(?:\.\d{3})+|(?:,\d{3})+|(?:'\d{3})+|(?: \d{3})+)")
_ENDING = re.compile(r"(?P<whole>.+)[.,](?P<part>\d*)")


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity as it was written; `pieces` is None when so many cannot be ordered."""

    written: str
    pieces: int | None


ONE = Amount("1", 1)


def amount_of(pieces: int, written: str = "") -> Amount:
    """So many pieces, when so many can be ordered."""
    return Amount(written or str(pieces), pieces if 1 <= pieces <= MOST_PIECES else None)


def amount(text: str) -> Amount | None:
    """The quantity that a text is; None when it is no number at all."""
    written = text.strip().rstrip(".,:;")
    match = _ALONE.fullmatch(written)
    if match is None:
        return None
    sign, digits, exponent = match.groups()
    whole = _whole(digits.strip())
    if whole is None or sign == "-" or exponent:
        return Amount(written, None)
    return amount_of(whole)


def without_prices(line: str) -> str:
    """A line in which amounts of money are no longer there to be mistaken for pieces."""
    return _PRICES.sub(" ", line)


def around(before: Sequence[str], after: Sequence[str], line: str) -> Amount | None:
    """The quantity among the words around an article number; None when there is none."""
    marked = _marked(" ".join(after)) or _marked(" ".join(before))
    ahead, behind = [_plain(word) for word in before], [_plain(word) for word in after]
    if found := marked or _proven(behind, line) or next(iter(behind), None) or next(reversed(ahead), None):
        return found
    figures = [one for one in reversed(behind) if one] + [one for one in ahead if one]
    if figures:
        return figures[0]
    rest = [*before, *after]
    # A lone figure that cannot be ordered is a quantity all the same: it is refused and not passed over.
    return amount(rest[0]) if len(rest) == 1 else None


def _marked(text: str) -> Amount | None:
    """A quantity that is called one: `2x`, `x 2`, `2 stuks`, `aantal: 2`."""
    found = (match for pattern in _MARKED if (match := pattern.search(text)))
    first = next(found, None)
    return amount(first[1]) if first else None


def _plain(word: str) -> Amount | None:
    """A word that is a quantity and does not look like a price."""
    found = amount(word)
    return None if found and found.pieces is None and _LOOKS_LIKE_PRICE.fullmatch(word) else found


def _proven(behind: Sequence[Amount | None], line: str) -> Amount | None:
    """On an old invoice the quantity is the figure that, times a price, gives the last amount."""
    *prices, total = [_cents(figure) for figure in _FIGURE.findall(line)] or [0]
    return next(
        (one for one in behind if one and one.pieces and total in {one.pieces * price for price in prices}),
        None,
    )


def _whole(digits: str) -> int | None:
    """A whole number; thousands may be set apart, decimals must be zero."""
    if digits.isdigit():
        return int(digits)
    if _THOUSANDS.fullmatch(digits):
        return int(re.sub(r"\D", "", digits))
    ending = _ENDING.fullmatch(digits)
    if ending is None or ending["part"].strip("0"):
        return None
    whole = ending["whole"]
    return int(re.sub(r"\D", "", whole)) if whole.isdigit() or _THOUSANDS.fullmatch(whole) else None


def _cents(figure: str) -> int:
    ending = _ENDING.fullmatch(figure)
    if ending and len(ending["part"]) <= len("99"):
        return int((re.sub(r"\D", "", ending["whole"]) or "0") + ending["part"].ljust(2, "0"))
    return int(re.sub(r"\D", "", figure) or 0) * 100
