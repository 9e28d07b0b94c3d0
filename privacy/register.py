"""The register: every column of every table is declared personal or impersonal; silence is an error.

Each room declares its own in `personal_data.py`:

    order = declare(
        "orders.Order",
        subject="practice__subject",
        purposes=(ORDER,),
        keep=FISCAL.counted_from("books_closed_on"),
    )
    short = CLAIMS.counted_from("closed_at")
    order.personal("delivery_note", category=Category.FREE_TEXT, erase=Erase.BLANK, keep=short)
    order.personal("placed_by", category=Category.LINK, erase=Erase.UNLINK, subject="placed_by__subject")
    order.impersonal("number", "state", why="facts about the order")
    order.shown_with("number", "state")
    order.also_for("placed_by__subject")
    order.remembers(CLAIMS, in_column="minimised_at")
    line = declare("orders.OrderLine", ..., keep=FISCAL, part_of="order")
    impersonal("catalogue.Product", why="the catalogue knows no people")
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise

from privacy.vocabulary import Category, Erase, Keep, Purpose, Recipient


@dataclass(frozen=True, slots=True)
class Personal:
    """What we hold in a column, why, until when, who gets it, and how it goes.

    `subject` is the path to the person whom this column is about, where that is somebody else than the one
    the row is about. `erase` is what an erasure does, `at_end` what happens when the period is over.
    `instead` is what stands there once it is emptied. `schema` names each key of a JSON column. `hidden` is
    the reason why its value is shown to nobody, not even to the person (a key, the trace of a password).
    """

    category: Category
    purposes: tuple[Purpose, ...]
    keep: Keep
    erase: Erase
    recipients: tuple[Recipient, ...]
    source: str
    subject: str
    at_end: Erase
    instead: object = ""
    schema: Mapping[str, Category] | None = None
    hidden: str | Promise = ""


@dataclass(frozen=True, slots=True)
class Longer:
    """Rows that a law keeps longer than the others of their table, and how they are known (lookups)."""

    when: Mapping[str, object]
    keep: Keep


@dataclass(frozen=True, slots=True)
class Impersonal:
    """Why a column says nothing about a person.

    Where people can type what they like an auditor reads a sign all the same, for somebody may have typed a
    name. `is_open` says that its words are the house's own, or stand where everybody reads them.
    """

    why: str
    is_open: bool = False


@dataclass(slots=True)
class Declaration:
    """What a room says about one table.

    `subject` is the path of fields from a row to its `privacy.DataSubject`, or empty when the table
    holds nothing personal. `beside` are impersonal columns by which people know a row again. `copied_to` are
    paths to people who get a copy of these rows although they are somebody else's. `edited` are the pages
    where people change what stands here: for single columns, or under "" for the others. `title` is what
    people call these rows.

    `withheld` are the lookups of rows of which the person may not know yet. `is_open` holds for a table
    without people as for a column (`Impersonal`).

    `part_of` is the path to the row of which this one is a part: it goes when that row goes, at the latest.
    `longer` names rows that are kept longer, `done` the column that says that a period was applied to a row
    which itself stays. `tells_of` are the columns that name another row (its kind and number), `told` those
    that speak about it in words.
    """

    model: str
    subject: str = ""
    purposes: tuple[Purpose, ...] = ()
    keep: Keep = field(default_factory=Keep)
    columns: dict[str, Personal | Impersonal] = field(default_factory=dict)
    why: str = ""
    is_open: bool = False
    twice: list[str] = field(default_factory=list)
    beside: tuple[str, ...] = ()
    copied_to: tuple[str, ...] = ()
    part_of: str = ""
    longer: list[Longer] = field(default_factory=list)
    done: dict[Keep, str] = field(default_factory=dict)
    tells_of: tuple[str, str] | None = None
    told: tuple[str, ...] = ()
    edited: dict[str, str] = field(default_factory=dict)
    title: str | Promise = ""
    withheld: Mapping[str, object] = field(default_factory=dict)

    def personal(
        self,
        *names: str,
        category: Category,
        erase: Erase,
        keep: Keep | None = None,
        purposes: tuple[Purpose, ...] = (),
        to: tuple[Recipient, ...] = (),
        source: str = "you",
        subject: str = "",
        at_end: Erase | None = None,
        instead: object = "",
        schema: Mapping[str, Category] | None = None,
        hidden: str | Promise = "",
    ) -> None:
        """Declare columns that say something about a person."""
        fact = Personal(
            category=category,
            purposes=purposes or self.purposes,
            keep=keep or self.keep,
            erase=erase,
            recipients=to,
            source=source,
            subject=subject or self.subject,
            at_end=at_end or (Erase.DELETE_ROW if erase is Erase.KEEP else erase),
            instead=instead,
            schema=schema,
            hidden=hidden,
        )
        self._add(names, fact)

    def impersonal(self, *names: str, why: str, is_open: bool = False) -> None:
        """Declare columns that say nothing about a person."""
        self._add(names, Impersonal(why, is_open))

    def shown_with(self, *paths: str) -> None:
        """Name the columns by which people know a row again, in a copy and on their own page."""
        self.beside = paths

    def also_for(self, *paths: str) -> None:
        """Name the people who get a copy of these rows because they had a hand in them."""
        self.copied_to = paths

    def remembers(self, keep: Keep, *, in_column: str) -> None:
        """Name the column that is filled once a period was applied to a row that stays."""
        self.done[keep] = in_column

    def stays(self, when: Mapping[str, object], keep: Keep) -> None:
        """Keep the rows that answer to these lookups longer than the others."""
        self.longer.append(Longer(when, keep))

    def tells(self, kind: str, number: str, *, words: tuple[str, ...]) -> None:
        """Say which other row a row is about; these words are emptied when that one is erased."""
        self.tells_of, self.told = (kind, number), words

    def called(self, title: str | Promise) -> None:
        """Say what people call these rows, where the table's own name says little."""
        self.title = title

    def withheld_while(self, **lookups: object) -> None:
        """Keep these rows from the person they are about, where a law forbids to tell: nothing leads there.

        An erasure leaves them as they are, so all that is theirs in such rows must be kept anyway.
        """
        self.withheld = lookups

    def edited_at(self, url_name: str, *columns: str) -> None:
        """Name the page where people change these columns, or all that have no page of their own."""
        self.edited |= dict.fromkeys(columns or ("",), url_name)

    def _add(self, names: tuple[str, ...], fact: Personal | Impersonal) -> None:
        for name in names:
            if name in self.columns:
                self.twice.append(name)
            self.columns[name] = fact


_declarations: dict[str, Declaration] = {}
_derived: dict[str, str] = {}


def declare(
    model: str, *, subject: str, purposes: tuple[Purpose, ...], keep: Keep, part_of: str = ""
) -> Declaration:
    """Begin the declaration of a table that holds personal data."""
    declaration = Declaration(model, subject, purposes, keep, part_of=part_of)
    _declarations[model.lower()] = declaration
    return declaration


def impersonal(*models: str, why: str, is_open: bool = False) -> None:
    """Declare whole tables that hold nothing personal."""
    for model in models:
        _declarations[model.lower()] = Declaration(model, why=why, is_open=is_open)


def derives(*names: str, why: str) -> None:
    """Declare tables and columns without a model that hold nothing of their own.

    A table by the beginning of its name, a column as `table.column`.
    """
    _derived.update(dict.fromkeys(names, why))


def derived() -> tuple[str, ...]:
    """What was declared so."""
    return tuple(_derived)


def declaration_of(model: str) -> Declaration:
    """What was said about a table; a room above may add that some of its rows stay longer."""
    return _declarations[model.lower()]


def declarations() -> dict[str, Declaration]:
    """Every declaration, by lower-case model label."""
    return dict(_declarations)
