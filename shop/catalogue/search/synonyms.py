"""Words that mean the same in a dental practice: a product that has one of them is found by all.

The list lies beside this file; after a change `manage.py reindex` makes it count.
"""

import json
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from shop.catalogue.search.words import stem, words

FILE = Path(__file__).with_name("synonyms.json")

Phrase = tuple[str, ...]


def synonyms_of(text: Sequence[str]) -> set[str]:
    """Every word that means the same as some words of a text."""
    stems = [stem(word) for word in text]
    found: set[str] = set()
    for place, first in enumerate(stems):
        for phrase, family in _families().get(first, ()):
            if tuple(stems[place : place + len(phrase)]) == phrase:
                found |= family
    return found.difference(text)


@cache
def _families() -> dict[str, list[tuple[Phrase, frozenset[str]]]]:
    """By the first word of each phrase: the phrase and all words of its family."""
    by_first: dict[str, list[tuple[Phrase, frozenset[str]]]] = defaultdict(list)
    for family in json.loads(FILE.read_text(encoding="utf-8")):
        everything = frozenset(word for phrase in family for word in words(phrase))
        for phrase in family:
            stems = tuple(stem(word) for word in words(phrase))
            by_first[stems[0]].append((stems, everything))
    return dict(by_first)
