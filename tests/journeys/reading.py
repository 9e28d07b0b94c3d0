"""Reads a page as a visitor does, and as a browser does."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urljoin, urlsplit

from lxml import etree

UNSEEN = {"script", "style", "template", "noscript", "textarea"}
SPOKEN = ("alt", "aria-label", "placeholder", "title")
LOADED = {"img": "src", "script": "src", "link": "href", "iframe": "src", "source": "src", "form": "action"}
SPACE = re.compile(r"\s+")


@dataclass
class Reading:
    """What a page says, where it leads, and what a strict browser would refuse."""

    address: str
    text: str = ""
    links: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def read(address: str, content: bytes) -> Reading:
    """Take a page apart."""
    root = etree.fromstring(content, etree.HTMLParser(encoding="utf-8"))
    return Reading(
        address,
        text=SPACE.sub(" ", " ".join(_said(root, str(root.get("lang"))))),
        links=[link for link in _links(root, address) if link],
        faults=[*_inline(root), *_strangers(root)],
    )


def _said(element: etree._Element, language: str) -> Iterator[str]:
    """All words in the language of the page, without what somebody typed or marked as another one."""
    if not isinstance(element.tag, str) or element.tag in UNSEEN or element.get("lang", language) != language:
        return
    yield from (element.get(name, "") for name in SPOKEN)
    if element.tag == "input" and element.get("type") in {"submit", "button"}:
        yield element.get("value", "")
    yield element.text or ""
    for child in element:
        yield from _said(child, language)
        yield child.tail or ""
    yield "|" if element.tag not in {"a", "b", "em", "strong", "code", "abbr"} else ""


def _links(root: etree._Element, address: str) -> Iterator[str]:
    for link in root.iter("a"):
        target = urlsplit(urldefrag(urljoin(address, link.get("href", ""))).url)
        if not target.netloc and not target.scheme:
            yield f"{target.path}?{target.query}" if target.query else target.path


def _inline(root: etree._Element) -> Iterator[str]:
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        runs = (
            element.tag == "script" and not element.get("src") and element.get("type") != "application/json"
        )
        if element.tag == "style" or runs:
            yield f"inline {element.tag}"
        yield from (
            f"{element.tag} {name}" for name in element.attrib if name == "style" or name.startswith("on")
        )


def _strangers(root: etree._Element) -> Iterator[str]:
    for element in root.iter(*LOADED):
        target = urlsplit(element.get(LOADED[element.tag], ""))
        if target.netloc:
            yield f"{element.tag} from {target.netloc}"
