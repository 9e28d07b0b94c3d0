"""The register: every column of every table is declared personal or impersonal; silence is an error.

Each room declares its own in `personal_data.py`:

    order = declare("orders.Order", subject="placed_by__subject", purposes=(ORDER,), keep=FISCAL)
    order.personal("delivery_note", category=Category.FREE_TEXT, erase=Erase.BLANK, keep=SHORT)
    order.impersonal("number", "state", why="facts about the order")
    impersonal("catalogue.Product", why="the catalogue knows no people")
"""

from dataclasses import dataclass, field

from privacy.vocabulary import Category, Erase, Keep, Purpose, Recipient


@dataclass(frozen=True, slots=True)
class Personal:
    """What we hold in a column, why, until when, who gets it, and how it goes."""

    category: Category
    purposes: tuple[Purpose, ...]
    keep: Keep
    erase: Erase
    recipients: tuple[Recipient, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Impersonal:
    """Why a column says nothing about a person."""

    why: str


@dataclass(slots=True)
class Declaration:
    """What a room says about one table.

    `subject` is the path of fields from a row to its `privacy.DataSubject`, or empty when the table
    holds nothing personal.
    """

    model: str
    subject: str = ""
    purposes: tuple[Purpose, ...] = ()
    keep: Keep = field(default_factory=Keep)
    columns: dict[str, Personal | Impersonal] = field(default_factory=dict)
    why: str = ""
    twice: list[str] = field(default_factory=list)

    def personal(
        self,
        *names: str,
        category: Category,
        erase: Erase,
        keep: Keep | None = None,
        purposes: tuple[Purpose, ...] = (),
        to: tuple[Recipient, ...] = (),
        source: str = "you",
    ) -> None:
        """Declare columns that say something about a person."""
        fact = Personal(category, purposes or self.purposes, keep or self.keep, erase, to, source)
        self._add(names, fact)

    def impersonal(self, *names: str, why: str) -> None:
        """Declare columns that say nothing about a person."""
        self._add(names, Impersonal(why))

    def _add(self, names: tuple[str, ...], fact: Personal | Impersonal) -> None:
        for name in names:
            if name in self.columns:
                self.twice.append(name)
            self.columns[name] = fact


_declarations: dict[str, Declaration] = {}


def declare(model: str, *, subject: str, purposes: tuple[Purpose, ...], keep: Keep) -> Declaration:
    """Begin the declaration of a table that holds personal data."""
    declaration = Declaration(model, subject, purposes, keep)
    _declarations[model.lower()] = declaration
    return declaration


def impersonal(*models: str, why: str) -> None:
    """Declare whole tables that hold nothing personal."""
    for model in models:
        _declarations[model.lower()] = Declaration(model, why=why)


def declarations() -> dict[str, Declaration]:
    """Every declaration, by lower-case model label."""
    return dict(_declarations)
