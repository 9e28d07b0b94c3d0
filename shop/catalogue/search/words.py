"""Words and numbers as the search compares them: without case, accents, spaces and signs."""

import re
import unicodedata

SIGNIFICANT = 3  # letters; a shorter word means only itself

_WORD = re.compile(r"[a-z0-9]+")
_HYPHENED = re.compile(r"[a-z]+(?:-[a-z]+)+")
_NOT_IN_A_NUMBER = re.compile(r"[^A-Z0-9]")
_GS1 = re.compile(r"^(?:\]?[A-Z]\d)?01(\d{14})")


def fold(text: str) -> str:
    """Small letters without accents."""
    decomposed = unicodedata.normalize("NFKD", text.lower().replace("ß", "ss"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def words(text: str) -> list[str]:
    """The words of a text, folded, in order."""
    return _WORD.findall(fold(text))


def plain_number(text: str) -> str:
    """A number as people mean it: `kt-ins 114.dre` is KTINS114DRE; a scanned GS1 code is its GTIN."""
    plain = _NOT_IN_A_NUMBER.sub("", fold(text).upper())
    if scanned := _GS1.match(plain):
        plain = scanned[1]
    return plain.lstrip("0") if plain.isdigit() else plain


def compounds(text: str) -> list[str]:
    """Words with hyphens as people also write them: contra-angle is contraangle too."""
    return [word.replace("-", "") for word in _HYPHENED.findall(fold(text))]


def stem(word: str) -> str:
    """A word without its Dutch or English ending: hoekstukken and hoekstuk are the same."""
    for ending in ("s", "en", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= SIGNIFICANT:
            word = word.removesuffix(ending)
    return word[:-1] if len(word) > SIGNIFICANT and word[-1] == word[-2] else word


def trigrams(word: str) -> set[str]:
    """Every run of three letters, with the edges of the word marked."""
    padded = f"  {word} "
    return {padded[start : start + 3] for start in range(len(padded) - 2)}


def distance(one: str, other: str) -> int:
    """How many slips of the hand lie between two words; swapped neighbours are one slip."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        line = [row]
        for column, counterpart in enumerate(other, 1):
            cost = min(line[-1] + 1, last[column] + 1, last[column - 1] + (letter != counterpart))
            is_swap = row > 1 < column and letter == other[column - 2] and one[row - 2] == counterpart
            line.append(min(cost, before[column - 2] + 1) if is_swap else cost)
        before, last = last, line
    return last[-1]
