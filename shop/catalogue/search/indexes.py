"""The questions to the search tables, in the words of each database.

A hit has a place: of numbers 0 is the very number, 1 a beginning, 2 a part; of words a lower rank is a
better match. At most MOST candidates are looked at and ranked, so that a common word costs no more.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from django.db import connection

from shop.catalogue.search.words import SIGNIFICANT

MOST = 1_000


class Kind(StrEnum):
    """How a candidate was found."""

    NUMBER = "number"
    WORDS = "words"


class Hit(NamedTuple):
    """One candidate; the variant is known when a number led to it."""

    kind: str
    product_id: int
    variant_id: int | None
    place: float


EXACT = """SELECT 'number', product_id, variant_id, 0 FROM catalogue_searchnumber WHERE number = %s"""
PART = {
    "postgresql": """SELECT 'number', product_id, variant_id, CASE WHEN number LIKE %s THEN 1 ELSE 2 END
        FROM (SELECT product_id, variant_id, number FROM catalogue_searchnumber
              WHERE number LIKE %s AND number <> %s AND is_sold LIMIT %s) AS numbers""",
    "sqlite": """SELECT 'number', product_id, variant_id, CASE WHEN number LIKE %s THEN 1 ELSE 2 END
        FROM catalogue_searchnumber
        WHERE id IN (SELECT rowid FROM catalogue_fts_numbers WHERE catalogue_fts_numbers MATCH %s)
        AND number <> %s AND is_sold LIMIT %s""",
}
WORDS = {
    "postgresql": """SELECT 'words', product_id, NULL::bigint, -ts_rank(vector, wanted)
        FROM (SELECT product_id, vector, wanted FROM catalogue_searchentry, to_tsquery('dutch', %s) AS wanted
              WHERE vector @@ wanted LIMIT %s) AS entries""",
    "sqlite": """SELECT 'words', rowid, NULL, place
        FROM (SELECT rowid, bm25(catalogue_fts_words, 8.0, 1.0) AS place FROM catalogue_fts_words
              WHERE catalogue_fts_words MATCH %s LIMIT %s)
        WHERE rowid IN (SELECT product_id FROM catalogue_searchentry)""",
}

ALIKE = {
    "postgresql": """SELECT variant_id, number FROM catalogue_searchnumber WHERE number %% %s
        ORDER BY similarity(number, %s) DESC LIMIT 30""",
    "sqlite": """SELECT variant_id, catalogue_searchnumber.number FROM catalogue_fts_numbers
        JOIN catalogue_searchnumber ON catalogue_searchnumber.id = catalogue_fts_numbers.rowid
        WHERE catalogue_fts_numbers MATCH %s ORDER BY rank LIMIT 30""",
}


def candidates(number: str, groups: Sequence[Sequence[str]], *, together: bool = True) -> list[Hit]:
    """Products that bear this number, or words of every group (of any group when not `together`)."""
    parts: list[str] = []
    values: list[str | int] = []
    if number:
        parts.append(EXACT)
        values.append(number)
    if len(number) >= SIGNIFICANT:
        inside = f"%{number}%" if connection.vendor == "postgresql" else f'"{number}"'
        parts.append(PART[connection.vendor])
        values += [f"{number}%", inside, number, MOST + 1]
    if groups:
        parts.append(WORDS[connection.vendor])
        values += [_expression(groups, together=together), MOST + 1]
    if not parts:
        return []
    statement = " UNION ALL ".join(
        f"SELECT * FROM ({part}) AS part{place}"  # noqa: S608 - parts from the tables above
        for place, part in enumerate(parts)
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return sorted((Hit(*row) for row in cursor.fetchall()), key=lambda hit: (hit.place, hit.product_id))


def numbers_like(number: str) -> list[tuple[int, str]]:
    """Variants and their numbers that share most pieces of three signs with this one."""
    if len(number) < SIGNIFICANT:
        return []
    pieces = " OR ".join(f'"{number[at : at + SIGNIFICANT]}"' for at in range(len(number) - SIGNIFICANT + 1))
    values = [number, number] if connection.vendor == "postgresql" else [pieces]
    with connection.cursor() as cursor:
        cursor.execute(ALIKE[connection.vendor], values)
        return list(cursor.fetchall())


def write_words(product_ids: Sequence[int]) -> None:
    """Take the entries of some products over into SQLite's table; PostgreSQL does so by itself."""
    if connection.vendor == "sqlite":
        _copy("catalogue_fts_words", "rowid, heavy, light", "product_id, heavy, light", "entry", product_ids)
        _copy("catalogue_fts_numbers", "rowid, number", "id, number", "number", product_ids)


def erase_words(product_ids: Sequence[int]) -> None:
    """Take the entries of some products out of SQLite's table, before they go themselves."""
    if connection.vendor != "sqlite" or not product_ids:
        return
    marks = _marks(product_ids)
    its_numbers = f"SELECT id FROM catalogue_searchnumber WHERE product_id IN ({marks})"  # noqa: S608 - only marks
    for table, rows in (("catalogue_fts_words", marks), ("catalogue_fts_numbers", its_numbers)):
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table} WHERE rowid IN ({rows})", product_ids)  # noqa: S608 - as above


def _copy(table: str, into: str, columns: str, kind: str, product_ids: Sequence[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT OR REPLACE INTO {table} ({into}) SELECT {columns} FROM catalogue_search{kind} "  # noqa: S608
            f"WHERE product_id IN ({_marks(product_ids)})",
            product_ids,
        )


def _marks(values: Sequence[object]) -> str:
    return ", ".join(["%s"] * len(values))


def _expression(groups: Sequence[Sequence[str]], *, together: bool) -> str:
    """Each word, or what it may mean, as the beginning of a word. Words are letters and figures only."""
    if connection.vendor == "postgresql":
        either, both, alone, beginning = " | ", " & ", "{}", "{}:*"
    else:
        either, both, alone, beginning = " OR ", " AND ", '"{}"', '"{}"*'
    terms = [
        either.join((beginning if len(word) >= SIGNIFICANT else alone).format(word) for word in group)
        for group in groups
    ]
    return (both if together else either).join(f"({term})" for term in terms)
