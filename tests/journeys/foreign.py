"""Knows which sentences belong to which language: the Dutch catalogue says each of them in both."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from gettext import GNUTranslations
from itertools import pairwise

from tools.messages import CATALOGUE
from tools.prepare import ROOT

# What stands between the words of a message: values, markup, the end of a line.
VALUES = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{[^}]*\}|<[^>]+>|\s*\n\s*")
WORD = re.compile(r"\w+")
FEWEST_WORDS = 2
FEWEST_WORDS_BETWEEN_VALUES = 3


def words_in(text: str, language: str) -> list[str]:
    """Sentences of the other language that stand in a text of this one."""
    lower = text.lower()
    words = WORD.findall(lower)
    begun = set(pairwise(words)) & _of_the_other(language).keys()
    likely = sorted(one for pair in begun for one in _of_the_other(language)[pair])
    return [one for one in likely if _stands_alone(one, lower)]


@cache
def _of_the_other(language: str) -> dict[tuple[str, str], list[str]]:
    """Sentences of the other language that are none of this one, by their first two words."""
    english, dutch = _both()
    mine, others = (dutch, english) if language == "nl" else (english, dutch)
    everything = "\n".join(mine)
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for one in others:
        if one not in everything:
            first, second, *_ = WORD.findall(one)
            found[first, second].append(one)
    return dict(found)


def _both() -> tuple[set[str], set[str]]:
    english, dutch = set[str](), set[str]()
    with (ROOT / CATALOGUE).with_suffix(".mo").open("rb") as file:
        catalogue = GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    for said, translated in catalogue.items():
        msgid = said[0] if isinstance(said, tuple) else said
        english.update(_sentences(msgid.rpartition("\x04")[2]))
        dutch.update(_sentences(translated))
    return english, dutch


def _sentences(message: str) -> Iterator[str]:
    parts = [" ".join(part.split()).lower() for part in VALUES.split(message)]
    fewest = FEWEST_WORDS if len(parts) == 1 else FEWEST_WORDS_BETWEEN_VALUES
    yield from (part for part in parts if len(re.findall(r"[^\W\d]{2,}", part)) >= fewest)


def _stands_alone(words: str, text: str) -> bool:
    return words in text and bool(re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text))
