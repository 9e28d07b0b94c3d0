"""From the words of the staff to a letter: headings, paragraphs, lists and buttons, and names to fill in.

There is no template language: `{voornaam}` and the few others are put in as text, anything else in braces
is refused. Each line that begins with `#` is a heading, with `-` a point of a list; a line that holds only
`[words](https://…)` is a button.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PLACEHOLDERS: Mapping[str, str | Promise] = {
    "voornaam": _("first name of the reader"),
    "achternaam": _("last name of the reader"),
    "praktijk": _("name of the practice"),
    "winkel": _("address of the shop"),
}
_PLACEHOLDER = re.compile(r"\{([^{}\n]*)\}")
_BRACE = re.compile(r"[{}]")
_BUTTON = re.compile(r"\[([^\[\]]+)\]\((\S+)\)")
_TEMPLATE = re.compile(r"\{[{%#]|[}%#]\}")


class CannotBeRead(Exception):
    """The words hold something that nobody can fill in."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(line, what)
        self.line, self.what = line, what


class UnknownPlaceholder(CannotBeRead):
    """A name in braces that is not one of ours."""


class StrayBrace(CannotBeRead):
    """A brace without its other half, or a piece of a template language."""


class BadAddress(CannotBeRead):
    """A button that leads to something else than an address with https."""


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a letter; `kind` is heading, paragraph, points or button."""

    kind: str
    text: str = ""
    points: tuple[str, ...] = ()
    url: str = ""


def check(text: str) -> None:
    """See that all of it can be read and filled in. Raises CannotBeRead with the number of the line."""
    for number, line in enumerate(text.splitlines(), 1):
        if found := _TEMPLATE.search(line):
            raise StrayBrace(number, found[0])
        for name in _PLACEHOLDER.findall(line):
            if name not in PLACEHOLDERS:
                raise UnknownPlaceholder(number, name)
        if found := _BRACE.search(_PLACEHOLDER.sub("", line)):
            raise StrayBrace(number, found[0])
        if (button := _BUTTON.fullmatch(line.strip())) and not _is_good(button[2]):
            raise BadAddress(number, button[2])


def filled(text: str, facts: Mapping[str, str]) -> str:
    """The words with the names of the reader in them; what is put in is not read again."""
    return _PLACEHOLDER.sub(lambda found: facts.get(found[1], ""), text)


def blocks(text: str, facts: Mapping[str, str]) -> list[Block]:
    """The pieces of a letter, filled in, in their order."""
    pieces: list[Block] = []
    for paragraph in re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip()):
        pieces.extend(_pieces(paragraph.splitlines(), facts))
    return pieces


def plain(pieces: Iterable[Block]) -> str:
    """The same letter as text."""
    return "\n\n".join(_PLAIN[piece.kind](piece) for piece in pieces)


def _is_good(address: str) -> bool:
    return address.startswith(("https://", "{winkel}"))


def _pieces(lines: list[str], facts: Mapping[str, str]) -> list[Block]:
    pieces: list[Block] = []
    for line in (one.strip() for one in lines if one.strip()):
        button = _BUTTON.fullmatch(line)
        if button:
            pieces.append(Block("button", filled(button[1], facts), url=filled(button[2], facts)))
        elif line.startswith("#"):
            pieces.append(Block("heading", filled(line.lstrip("# "), facts)))
        elif line.startswith("- "):
            point = filled(line[2:], facts)
            points = pieces.pop().points if pieces and pieces[-1].kind == "points" else ()
            pieces.append(Block("points", points=(*points, point)))
        else:
            said = filled(line, facts)
            start = f"{pieces.pop().text} " if pieces and pieces[-1].kind == "paragraph" else ""
            pieces.append(Block("paragraph", start + said))
    return pieces


_PLAIN: dict[str, Callable[[Block], str]] = {
    "heading": lambda piece: f"== {piece.text} ==",
    "paragraph": lambda piece: piece.text,
    "points": lambda piece: "\n".join(f"- {point}" for point in piece.points),
    "button": lambda piece: f"{piece.text}: {piece.url}",
}
