"""What a mistyped word may have meant: the nearest words that the catalogue really uses.

The words of the catalogue are few; each process keeps them in memory for some minutes. A word that is not
among them (yet) is still searched for as it was typed, beside the words it resembles.
"""

import time
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from shop.catalogue.models import SearchWord
from shop.catalogue.search.words import SIGNIFICANT, distance, stem, trigrams

FRESH_SECONDS = 300
NEAR_ENOUGH_TO_COMPARE = 25
MOST_ALTERNATIVES = 4


@dataclass(frozen=True, slots=True)
class Reading:
    """How a query was understood: for each word the words that will do, and what was made of typos."""

    groups: list[list[str]]
    corrected: dict[str, str] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)


class Vocabulary:
    """The words of the catalogue, ready to be resembled."""

    def __init__(self, known: Iterable[str]) -> None:
        self._sorted = sorted(known)
        self._known = set(self._sorted)
        self._by_stem: dict[str, list[str]] = defaultdict(list)
        self._by_trigram: dict[str, list[str]] = defaultdict(list)
        for word in self._sorted:
            self._by_stem[stem(word)].append(word)
            for trigram in trigrams(word):
                self._by_trigram[trigram].append(word)

    def read(self, typed: Sequence[str]) -> Reading:
        """Understand every word of a query."""
        reading = Reading([])
        for word in typed:
            if self._is_plain(word):
                reading.groups.append([word])
            elif same := self._by_stem.get(stem(word)):
                reading.groups.append([word, *same[:MOST_ALTERNATIVES]])
            elif alike := self._nearest(word) or self._containing(word):
                reading.groups.append([word, *alike])
                reading.corrected[word] = alike[0]
            else:
                reading.unknown.append(word)
        return reading

    def _is_plain(self, word: str) -> bool:
        """Short words, words with figures and beginnings of known words mean what they say."""
        if len(word) < SIGNIFICANT or not word.isalpha() or word in self._known:
            return True
        place = bisect_left(self._sorted, word)
        return place < len(self._sorted) and self._sorted[place].startswith(word)

    def _nearest(self, word: str) -> list[str]:
        shared = Counter(other for trigram in trigrams(word) for other in self._by_trigram.get(trigram, ()))
        close = [(distance(word, other), other) for other, _ in shared.most_common(NEAR_ENOUGH_TO_COMPARE)]
        least = min(close, default=(len(word), ""))[0]
        if least > _slips_allowed(word):
            return []
        return sorted(other for slips, other in close if slips == least)[:MOST_ALTERNATIVES]

    def _containing(self, word: str) -> list[str]:
        """A part of a compound: `klaafzakje` inside `autoclaafzakjes` is not, `sterilisatie` is."""
        if len(word) <= SIGNIFICANT:
            return []
        return sorted((other for other in self._sorted if word in other), key=len)[:MOST_ALTERNATIVES]


_kept: tuple[float, Vocabulary] | None = None


def current() -> Vocabulary:
    """The words of the catalogue as this process last saw them."""
    global _kept
    if _kept is None or _kept[0] < time.monotonic():
        known = SearchWord.objects.values_list("word", flat=True)
        _kept = (time.monotonic() + FRESH_SECONDS, Vocabulary(known))
    return _kept[1]


def forget() -> None:
    """Read the words again at the next search."""
    global _kept
    _kept = None


def _slips_allowed(word: str) -> int:
    return 1 if len(word) <= 5 else 2 if len(word) <= 8 else 3
