"""Finds in a mail the lines that order something; greetings, signatures and quotations are left aside."""

import re
from collections.abc import Iterator

from shop.cart.quick_order.amounts import UNIT

_CLOSING = re.compile(
    r"^\W*(?:(?:met|m\.?)?\s*(?:vriendelijke|hartelijke|collegiale|beste|vr\.?)\s+groet(?:en|jes)?"
    r"|m\.?\s?v\.?\s?g\b|groet(?:en|jes)?\b|hartelijks|hoogachtend|(?:kind|best|warm)\s+regards|cheers"
    r"|verzonden vanaf|verstuurd vanaf|sent from|disclaimer\b)",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(r"^--\s*$|^_{5,}\s*$")
_QUOTED = re.compile(r"^\s*>")
_HISTORY = re.compile(
    r"^\W*(?:(?:op|on)\s.{0,200}(?:schreef|wrote)\b.{0,120}:"
    r"|(?:oorspronkelijk bericht|original message)\b.*)\s*$",
    re.IGNORECASE,
)
_FORWARDED = re.compile(r"^\W*(?:doorgestuurd bericht|forwarded message|begin doorgestuurd)\b", re.IGNORECASE)
_HEADER = re.compile(
    r"^\*?(?:van|from|aan|to|cc|bcc|verzonden|sent|datum|date|onderwerp|subject|re|fw|fwd)\*?\s*:",
    re.IGNORECASE,
)
_AFTERTHOUGHT = re.compile(r"^\s*p\.?\s?s\.?\b[\s:.-]*", re.IGNORECASE)
_CONTACT = re.compile(
    r"\b(?:tel|telefoon|mob|mobiel|fax|kvk|k\.v\.k|btw|iban|bic|big|agb|bank|rekening|www|https?)\b"
    r"|[\w.+-]+@[\w-]+\.\w|\b\d{4}\s?[a-z]{2}\b\s+[a-z]|\+31[\d\s()-]{8,}|\b0\d{1,3}[\s-]\d[\d\s]{5,}",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\b(?:klant|debiteur(?:en)?|factuur|order|bestel|offerte|pakbon)\s?-?(?:nummer|nr)\b"
    r"|\b(?:bestelling|order|factuur|referentie|ref|klantnr)\s*[:.#]?\s*\d",
    re.IGNORECASE,
)
_FIGURES = {"een": "1", "één": "1", "twee": "2", "drie": "3", "vier": "4", "vijf": "5", "zes": "6"}
_FIGURES |= {"zeven": "7", "acht": "8", "negen": "9", "tien": "10", "elf": "11", "twaalf": "12"}
_WRITTEN_FIGURE = re.compile(rf"(?<!\w)({'|'.join(_FIGURES)})(?=\s+{UNIT}(?!\w))", re.IGNORECASE)
_FIGURE = re.compile(rf"\d|{_WRITTEN_FIGURE.pattern}", re.IGNORECASE)
_MARKED = re.compile(rf"(?<![\w.,-])\d{{1,4}}\s*(?:[x*](?!\s*\d|\w)|{UNIT}(?!\w))", re.IGNORECASE)
_STEP = re.compile(
    rf"(?:\s*[,;]\s*|\s+)(?:(?:en|plus|and|alsmede)\s+)?(?:ook\s+|nog\s+)*"
    rf"(?=\d{{1,4}}\s*(?:[x*](?!\s*\d|\w)|{UNIT}(?!\w)))",
    re.IGNORECASE,
)
_BEGINS = re.compile(r"^[\s*•\-–]*(?:\d{1,2}[.)]\s+)?\d{1,4}\s+[^\W\d]")
_ENDS = re.compile(r"[^\W\d]\S*[\s:,;]+\d{1,4}\s*$")
_CODE = re.compile(r"^\W*(?=\S*\d)[A-Z0-9][A-Z0-9./-]{4,}\W*$")
_SHORT = 6  # words; more are a sentence that happens to end in a figure


def order_text(mail: str) -> str:
    """What of a mail may be an order, line by line; one article a line as far as that can be seen."""
    return "\n".join(part for line in _own_lines(mail) for part in _parts(line))


def seems_ordered(line: str) -> bool:
    """Whether a line that names no article we know asks for one all the same."""
    if _CONTACT.search(line) or _ABOUT.search(line):
        return False
    if _MARKED.search(line) or _CODE.match(line):
        return True
    is_short = len(line.split()) <= _SHORT
    return is_short and bool(_BEGINS.match(line) or _ENDS.search(line))


def _own_lines(mail: str) -> Iterator[str]:
    lines = mail.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").split("\n")
    own, history = _cut(lines)
    if history and not any(_FIGURE.search(line) for line in own):
        own = _cut(history)[0]  # nothing but a greeting above: what was forwarded is the order
    is_over = False
    for line in own:
        afterthought = _AFTERTHOUGHT.match(line)
        if afterthought:
            is_over, line = False, line[afterthought.end() :]
        is_over = is_over or bool(_CLOSING.match(line) or _SIGNATURE.match(line))
        if not is_over and not _QUOTED.match(line) and not _is_about_somebody(line):
            yield line


def _cut(lines: list[str]) -> tuple[list[str], list[str]]:
    """What is new, and what hangs below it; the heading of a mail itself is left out."""
    start = 0
    while start < len(lines) and (not lines[start].strip() or _HEADER.match(lines[start].strip())):
        start += 1
    for number in range(start, len(lines)):
        line, following = lines[number].strip(), "".join(lines[number + 1 : number + 2]).strip()
        is_heading = _HEADER.match(line) and _HEADER.match(following)
        if _HISTORY.match(line) or _FORWARDED.match(line) or is_heading:
            below = lines[number:] if is_heading else lines[number + 1 :]
            return lines[start:number], below
    return lines[start:], []


def _is_about_somebody(line: str) -> bool:
    return bool(_CONTACT.search(line)) and not _MARKED.search(line)


def _parts(line: str) -> Iterator[str]:
    figures = _WRITTEN_FIGURE.sub(lambda found: _FIGURES[found[1].lower()], line)
    if len(_MARKED.findall(figures)) > 1:
        yield from (part.strip() for part in _STEP.split(figures) if part and part.strip())
    else:
        yield figures
