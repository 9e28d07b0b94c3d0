"""How somebody is reached, found and recognised: rooms upstairs answer, this floor knows only a UUID."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Reach:
    """The mailbox of somebody, the language of their letters, and how they are addressed."""

    email: str
    language: str
    name: str


Reaching = Callable[[UUID], "Reach | None"]
Finding = Callable[[str], "UUID | None"]
Recognising = Callable[[UUID, str], bool]
Word = Callable[[UUID], str]

_reaching: list[Reaching] = []
_finding: list[Finding] = []
_recognising: list[Recognising] = []
_words: list[Word] = []


def reached_by(answer: Reaching) -> None:
    """Let a room say which mailbox somebody has."""
    _add(_reaching, answer)


def found_by(answer: Finding) -> None:
    """Let a room say whose mailbox an address is."""
    _add(_finding, answer)


def recognised_by(answer: Recognising) -> None:
    """Let a room say whether somebody would know this: a customer number, an order number."""
    _add(_recognising, answer)


def named_by(answer: Word) -> None:
    """Let a room say how the desk calls somebody; empty when it does not know them."""
    _add(_words, answer)


def reach(subject: UUID | None) -> Reach | None:
    """Where letters to somebody go; None when no room knows."""
    if subject is None:
        return None
    return next((found for answer in _reaching if (found := answer(subject))), None)


def find(email: str) -> UUID | None:
    """Whose mailbox this is; None when nobody's."""
    return next((found for answer in _finding if (found := answer(email.strip().lower()))), None)


def recognises(subject: UUID, fact: str) -> bool:
    """Whether somebody would know this second fact. Never ask for a copy of an identity card."""
    given = "".join(fact.split()).upper()
    return bool(given) and any(answer(subject, given) for answer in _recognising)


def name(subject: UUID | None) -> str:
    """How the desk calls somebody; empty when nobody is known by this identity."""
    if subject is None:
        return ""
    return next((found for answer in _words if (found := answer(subject))), "")


def _add(answers: list, answer: Callable) -> None:
    if answer not in answers:
        answers.append(answer)
