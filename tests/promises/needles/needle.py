"""Needles: words and numbers that stand for one person and one input, and that nothing else contains."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

_phones = count(11)
_companies = count(1)


@dataclass(eq=False)
class Somebody:
    """A person of the story, and every needle that was entered about them, by the input it went into."""

    name: str
    needles: dict[str, str] = field(default_factory=dict)

    def word(self, place: str) -> str:
        """A needle for an input; the same input gets the same one."""
        if place not in self.needles:
            plain = "".join(letter for letter in place.lower() if letter.isalnum())[:24]
            self.needles[place] = f"zq{self.name}{len(self.needles):02}{plain}"
        return self.needles[place]

    def text(self, place: str) -> str:
        """A sentence with a needle in it, and letters that have to be encoded beside it."""
        return f"Één <{self.word(place)}> & meer"

    def email(self, place: str) -> str:
        """A mailbox with a needle in it."""
        return f"{self.word(place)}@praktijk.example"

    def phone(self, place: str) -> str:
        """A Dutch mobile number."""
        return self.needles.setdefault(place, f"+31612{next(_phones):02}{sum(map(ord, self.name)):04}")

    def kvk(self, place: str) -> str:
        """A number of the trade register."""
        return self.needles.setdefault(place, f"7{next(_companies):03}{sum(map(ord, self.name)):04}")

    def of(self, place: str, value: str) -> str:
        """A value that is its own needle."""
        return self.needles.setdefault(place, value)

    def __iter__(self) -> Iterator[str]:
        return iter(self.needles.values())


def written_forms(needle: str) -> set[str]:
    """A needle as it may be written: telephone numbers have a form with and without the country."""
    if needle.startswith("+31"):
        return {needle, f"0{needle[3:]}", f"0031{needle[3:]}", needle[1:]}
    return {needle.lower()}
