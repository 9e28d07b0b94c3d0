"""How somebody is reached, found and recognised: rooms above answer, this floor knows only a UUID."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Reach:
    """The mailbox of somebody, the language of their letters, and how they are addressed."""

    email: str
    language: str
    name: str


class Acquaintance(Protocol):
    """A room that knows people; each answers what it can, and as to the rest it knows nobody."""

    def reach(self, subject: UUID) -> Reach | None:
        """Which mailbox somebody has."""
        return None

    def find(self, email: str) -> UUID | None:
        """Who signs in with an address, in lower case."""
        return None

    def called(self, words: str) -> list[UUID]:
        """Who bears a number or a whole name: a practice by its customer number."""
        return []

    def readers_of(self, email: str) -> list[UUID]:
        """Everybody whose letters go to an address, companies too."""
        return []

    def recognises(self, subject: UUID, fact: str) -> bool:
        """Whether somebody would know this: a customer number, an order number."""
        return False

    def name(self, subject: UUID) -> str:
        """How the desk calls somebody; empty when the room does not know them."""
        return ""

    def spoken_for(self, subject: UUID) -> list[UUID]:
        """For which companies somebody speaks."""
        return []

    def facts(self, subject: UUID) -> Mapping[str, str]:
        """What the room knows, under the names of fields that recipients may get."""
        return {}


_rooms: dict[type, Acquaintance] = {}


def meet(room: Acquaintance) -> None:
    """Let a room answer questions about people."""
    _rooms[type(room)] = room


def reach(subject: UUID | None) -> Reach | None:
    """Where letters to somebody go; None when no room knows."""
    if subject is None:
        return None
    return next((found for room in _rooms.values() if (found := room.reach(subject))), None)


def find(email: str) -> UUID | None:
    """Whose mailbox this is; None when nobody's."""
    return next((found for room in _rooms.values() if (found := room.find(email.strip().lower()))), None)


def called(words: str) -> list[UUID]:
    """Whose mailbox, number or whole name this is; more than one where several bear the same name."""
    wanted = " ".join(words.split())
    owner = find(wanted) if "@" in wanted else None
    return [owner] if owner else [one for room in _rooms.values() for one in room.called(wanted)]


def readers_of(email: str) -> list[UUID]:
    """Everybody whose letters go to this address: a person, or a practice for its invoices."""
    return [subject for room in _rooms.values() for subject in room.readers_of(email.strip().lower())]


def recognises(subject: UUID, fact: str) -> bool:
    """Whether somebody would know this second fact. Never ask for a copy of an identity card."""
    given = "".join(fact.split()).upper()
    return bool(given) and any(room.recognises(subject, given) for room in _rooms.values())


def name(subject: UUID | None) -> str:
    """How the desk calls somebody; empty when nobody is known by this identity."""
    if subject is None:
        return ""
    return next((found for room in _rooms.values() if (found := room.name(subject))), "")


def spoken_for(subject: UUID) -> list[UUID]:
    """The companies whose data somebody may see and take along: a manager's practice."""
    return [company for room in _rooms.values() for company in room.spoken_for(subject)]


def facts(subject: UUID) -> dict[str, str]:
    """What every room knows of somebody, under the names of fields that recipients may get."""
    return {name: value for room in _rooms.values() for name, value in room.facts(subject).items()}
