"""A version of the statement as somebody reads it: sections, tables, and the words of the register."""

from dataclasses import dataclass

from privacy.statement import prose
from privacy.statement.editions import Content
from privacy.statement.tables import Table

_TABLE_OF = {"purpose": "purposes", "recipient": "recipients"}


class NotInTheRegister(Exception):
    """The prose names a purpose or a recipient that the register of its day did not know."""


@dataclass(frozen=True, slots=True)
class Statement:
    """The prose in sections, and the tables for which it has a place."""

    sections: list[prose.Section]
    tables: dict[str, Table]


def read(content: Content, language: str) -> Statement:
    """The statement in a language that it is written in, else in Dutch; raises NotInTheRegister."""
    text = content.get(language) or content["nl"]
    tables: dict[str, Table] = text["tables"]

    def name(kind: str, code: str) -> str:
        for row in tables[_TABLE_OF[kind]]:
            if row["code"] == code:
                return str(row["name"])
        raise NotInTheRegister(f"{kind} {code}")

    return Statement(prose.read(text["prose"], name), tables)
