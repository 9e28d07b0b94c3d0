"""What is different between two versions of the statement, line by line."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from privacy.statement.reading import Statement


@dataclass(frozen=True, slots=True)
class Change:
    """Words that came or went, under a heading."""

    heading: str
    text: str
    is_new: bool


Line = tuple[str, str]


def changes(older: Statement, newer: Statement) -> list[Change]:
    """Every line that went and every line that came, in the order of the newer text."""
    before, after = list(_lines(older)), list(_lines(newer))
    found: list[Change] = []
    for act, *places in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if act == "equal":
            continue
        from_start, from_end, to_start, to_end = places
        found += [Change(heading, text, is_new=False) for heading, text in before[from_start:from_end]]
        found += [Change(heading, text, is_new=True) for heading, text in after[to_start:to_end]]
    return found


def _lines(statement: Statement) -> Iterator[Line]:
    for section in statement.sections:
        yield section.title, section.title
        for block in section.blocks:
            if block.kind == "table":
                yield from ((section.title, _said(row)) for row in statement.tables[block.name])
            else:
                yield from (
                    (section.title, "".join(span.text for span in item).strip()) for item in block.items
                )


def _said(row: dict[str, Any]) -> str:
    cells = (
        ", ".join(cell) if isinstance(cell, list) else cell for name, cell in row.items() if name != "code"
    )
    return " · ".join(cell for cell in cells if cell)
