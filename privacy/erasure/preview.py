"""What an erasure would do, in words for the person: erased now, kept until when by which law, held."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.apps import apps

from d4d.foundation import clock
from privacy import ties, words
from privacy.erasure.plan import Act, Step, plan
from privacy.register import declaration_of
from privacy.ties import Tie


@dataclass(frozen=True, slots=True)
class Line:
    """Rows of one kind: what they are called, how many, and for what stays: by which law, until when."""

    title: str
    rows: int
    law: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """What goes, what is emptied but stands on, what stays, and what still ties somebody to us."""

    erased: list[Line]
    emptied: list[Line]
    kept: list[Line]
    held: list[Line]
    ties: list[Tie]

    @property
    def is_blocked(self) -> bool:
        """Whether something must be ended first."""
        return any(tie.blocks for tie in self.ties)


def preview(subject: UUID) -> Preview:
    """The plan of an erasure as of today; nothing is changed."""
    steps = plan(subject, clock.today())
    return Preview(
        erased=lines(step for step in steps if step.act == Act.DELETE),
        emptied=lines(step for step in steps if step.act in (Act.EMPTY, Act.DELETE_UNUSED)),
        kept=lines(step for step in steps if step.act == Act.KEPT),
        held=lines(step for step in steps if step.act == Act.HELD),
        ties=ties.of(subject),
    )


def lines(steps: Iterable[Step]) -> list[Line]:
    """One line a table, law and day; the larger number where a row is told of twice."""
    found: dict[tuple[str, str, date | None], int] = {}
    for step in steps:
        key = (step.table, step.law, step.until)
        found[key] = max(found.get(key, 0), len(step.ids))
    return [Line(title_of(table), rows, in_words(law), until) for (table, law, until), rows in found.items()]


def in_words(laws: str) -> str:
    """The laws by which something stays, as people read them."""
    return ", ".join(words.law(law) for law in laws.split(", "))


def title_of(table: str) -> str:
    """What people call the rows of a table."""
    model: Any = apps.get_model(table)
    declaration_of(table)  # a table that nobody declared has no place in a preview
    return str(model._meta.verbose_name_plural)
