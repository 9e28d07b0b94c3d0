"""Reads the prose of the statement: headings, paragraphs, lists, and names taken from the register.

The documents are plain text that a lawyer can read:

    ## Objecting {#object apart}
    You may **always** object, see [your page](/mijn/privacy/).
    - {purpose:security}: what we check, and why.
    {table:recipients}

`{purpose:…}` and `{recipient:…}` stand for the names in the register, so that prose cannot name anything
that the register does not know.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

Name = Callable[[str, str], str]

_HEADING = re.compile(r"## (?P<title>.+?) \{#(?P<anchor>[a-z-]+)(?P<apart> apart)?\}")
_PLACE = re.compile(r"\{(?P<kind>table|contact)(?::(?P<name>[a-z]+))?\}")
_MENTION = re.compile(r"\{(purpose|recipient):([a-z_-]+)\}")
_SPAN = re.compile(
    r"\*\*(?P<strong>.+?)\*\*|\[(?P<text>.+?)\]\((?P<href>.+?)\)|\{(?P<kind>purpose|recipient):(?P<code>[a-z_-]+)\}"
)


@dataclass(frozen=True, slots=True)
class Span:
    """A run of words: plain, strong, or a link."""

    text: str
    href: str = ""
    is_strong: bool = False


@dataclass(slots=True)
class Block:
    """A paragraph or list (each item a row of spans), or the place of a table or of who we are."""

    kind: str
    items: list[list[Span]] = field(default_factory=list)
    name: str = ""


@dataclass(slots=True)
class Section:
    """A heading with what stands under it; one that stands apart must not be overlooked."""

    anchor: str
    title: str
    stands_apart: bool = False
    blocks: list[Block] = field(default_factory=list)


def read(text: str, name: Name) -> list[Section]:
    """The sections of a document; `name` gives the register's word for a kind and a code."""
    sections: list[Section] = []
    for line in _lines(text):
        if heading := _HEADING.fullmatch(line):
            sections.append(Section(heading["anchor"], heading["title"], bool(heading["apart"])))
        elif place := _PLACE.fullmatch(line):
            sections[-1].blocks.append(Block(place["kind"], name=place["name"] or ""))
        elif line.startswith("- "):
            _list_of(sections[-1]).items.append(_spans(line[2:], name))
        else:
            sections[-1].blocks.append(Block("paragraph", [_spans(line, name)]))
    return sections


def mentions(text: str) -> set[tuple[str, str]]:
    """Every purpose and recipient that a document names, as kind and code."""
    return set(_MENTION.findall(text))


def tables(text: str) -> set[str]:
    """The tables for which a document has a place."""
    return {place["name"] for line in _lines(text) if (place := _PLACE.fullmatch(line)) and place["name"]}


def _lines(text: str) -> Iterator[str]:
    """Headings, items and paragraphs, each on one line."""
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        begun: list[str] = []
        for line in paragraph.splitlines():
            if line.startswith(("## ", "- ", "{table", "{contact")) and begun:
                yield " ".join(begun)
                begun = []
            begun.append(line.strip())
            if line.startswith("## "):
                yield begun.pop()
        if begun:
            yield " ".join(begun)


def _list_of(section: Section) -> Block:
    if not section.blocks or section.blocks[-1].kind != "list":
        section.blocks.append(Block("list"))
    return section.blocks[-1]


def _spans(line: str, name: Name) -> list[Span]:
    found: list[Span] = []
    end = 0
    for match in _SPAN.finditer(line):
        if match.start() > end:
            found.append(Span(line[end : match.start()]))
        if match["strong"]:
            found.append(Span(match["strong"], is_strong=True))
        elif match["href"]:
            found.append(Span(match["text"], href=match["href"]))
        else:
            found.append(Span(name(match["kind"], match["code"]), is_strong=True))
        end = match.end()
    if end < len(line):
        found.append(Span(line[end:]))
    return found
