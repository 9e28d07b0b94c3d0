"""How somebody is reached, found and recognised: rooms upstairs answer, this floor knows only a UUID."""

from collections.abc import Callable, Mapping
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
Calling = Callable[[str], "list[UUID]"]
Recognising = Callable[[UUID, str], bool]
Word = Callable[[UUID], str]
Speaking = Callable[[UUID], "list[UUID]"]
Knowing = Callable[[UUID], "Mapping[str, str]"]

_reaching: list[Reaching] = []
_finding: list[Finding] = []
_calling: list[Calling] = []
_recognising: list[Recognising] = []
_words: list[Word] = []
_speaking: list[Speaking] = []
_knowing: list[Knowing] = []


def reached_by(answer: Reaching) -> None:
    """Let a room say which mailbox somebody has."""
    _add(_reaching, answer)


def found_by(answer: Finding) -> None:
    """Let a room say whose mailbox an address is."""
    _add(_finding, answer)


def called_by(answer: Calling) -> None:
    """Let a room say who bears a number or a whole name: a practice by its customer number."""
    _add(_calling, answer)


def recognised_by(answer: Recognising) -> None:
    """Let a room say whether somebody would know this: a customer number, an order number."""
    _add(_recognising, answer)


def named_by(answer: Word) -> None:
    """Let a room say how the desk calls somebody; empty when it does not know them."""
    _add(_words, answer)


def spoken_for_by(answer: Speaking) -> None:
    """Let a room say for which companies somebody speaks."""
    _add(_speaking, answer)


def known_by(answer: Knowing) -> None:
    """Let a room say what it knows, under the names of fields that recipients may get."""
    _add(_knowing, answer)


def reach(subject: UUID | None) -> Reach | None:
    """Where letters to somebody go; None when no room knows."""
    if subject is None:
        return None
    return next((found for answer in _reaching if (found := answer(subject))), None)


def find(email: str) -> UUID | None:
    """Whose mailbox this is; None when nobody's."""
    return next((found for answer in _finding if (found := answer(email.strip().lower()))), None)


def called(words: str) -> list[UUID]:
    """Whose mailbox, number or whole name this is; more than one where several bear the same name."""
    wanted = " ".join(words.split())
    owner = find(wanted) if "@" in wanted else None
    return [owner] if owner else [one for answer in _calling for one in answer(wanted)]


def recognises(subject: UUID, fact: str) -> bool:
    """Whether somebody would know this second fact. Never ask for a copy of an identity card."""
    given = "".join(fact.split()).upper()
    return bool(given) and any(answer(subject, given) for answer in _recognising)


def name(subject: UUID | None) -> str:
    """How the desk calls somebody; empty when nobody is known by this identity."""
    if subject is None:
        return ""
    return next((found for answer in _words if (found := answer(subject))), "")


def spoken_for(subject: UUID) -> list[UUID]:
    """The companies whose data somebody may see and take along: a manager's practice."""
    return [company for answer in _speaking for company in answer(subject)]


def facts(subject: UUID) -> dict[str, str]:
    """What every room knows of somebody, under the names of fields that recipients may get."""
    return {name: value for answer in _knowing for name, value in answer(subject).items()}


def _add(answers: list, answer: Callable) -> None:
    if answer not in answers:
        answers.append(answer)
