"""Reads a page as a visitor does, and as a browser does."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import urldefrag, urljoin, urlsplit

from lxml import etree

UNSEEN = {"script", "style", "template", "noscript", "textarea"}
SPOKEN = ("alt", "aria-label", "placeholder", "title")
LOADED = {"img": "src", "script": "src", "link": "href", "iframe": "src", "source": "src", "form": "action"}
RUNNING_ON = {"a", "b", "em", "strong", "code", "abbr"}
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
    root = etree.fromstring(content, etree.HTMLParser(encoding="utf-8", remove_comments=True))
    return Reading(
        address,
        links=[link for link in _links(root, address) if link],
        faults=[*_inline(root), *_strangers(root)],
        text=SPACE.sub(" ", " ".join(_said(root))),  # last, for it empties the page of what is not said
    )


def _said(root: etree._Element) -> Iterator[str]:
    """All words in the language of the page, without what somebody typed or marked as another one."""
    for element in root.xpath("//*[@lang != /html/@lang]"):
        element.clear(keep_tail=True)
    etree.strip_elements(root, *UNSEEN, with_tail=False)
    for moment, element in etree.iterwalk(root, events=("start", "end")):
        if moment == "start":
            yield from (value for name, value in element.items() if name in SPOKEN)
            if element.tag == "input" and element.get("type") in {"submit", "button"}:
                yield element.get("value", "")
            yield element.text or ""
        else:
            yield "" if element.tag in RUNNING_ON else "|"
            yield element.tail or ""


def _links(root: etree._Element, address: str) -> Iterator[str]:
    for link in dict.fromkeys(link.get("href", "") for link in root.iter("a")):
        yield _inside("/" if link.startswith("/") else address, link)


@cache
def _inside(address: str, link: str) -> str:
    target = urlsplit(urldefrag(urljoin(address, link)).url)
    if target.netloc or target.scheme:
        return ""
    return f"{target.path}?{target.query}" if target.query else target.path


def _inline(root: etree._Element) -> Iterator[str]:
    for element in root.xpath("//style | //script[not(@src) and not(@type = 'application/json')]"):
        yield f"inline {element.tag}"
    for value in root.xpath("//@style | //@*[starts-with(name(), 'on')]"):
        yield f"{value.getparent().tag} {value.attrname}"


def _strangers(root: etree._Element) -> Iterator[str]:
    for element in root.iter(*LOADED):
        target = urlsplit(element.get(LOADED[element.tag], ""))
        if target.netloc:
            yield f"{element.tag} from {target.netloc}"
