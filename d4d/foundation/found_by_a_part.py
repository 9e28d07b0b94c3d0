"""Texts of which a part is looked for: found by an index, also among a million, with PostgreSQL's trigrams.

SQLite reads the table, which is small where it is used.
"""

from typing import Any

from django.db.migrations import RunPython

_NEEDED = "CREATE EXTENSION IF NOT EXISTS pg_trgm"
_BUILT = "CREATE INDEX {table}_{column}_part ON {table} USING gin (UPPER({column}::text) gin_trgm_ops)"
_GONE = "DROP INDEX {table}_{column}_part"


def found_by_a_part(table: str, *columns: str) -> RunPython:
    """The step of a migration that builds the indexes of these columns."""

    def run(editor: Any, *statements: str) -> None:
        if editor.connection.vendor == "postgresql":
            for statement in statements:
                editor.execute(statement)

    def build(_apps: Any, editor: Any) -> None:
        run(editor, _NEEDED, *(_BUILT.format(table=table, column=one) for one in columns))

    def remove(_apps: Any, editor: Any) -> None:
        run(editor, *(_GONE.format(table=table, column=one) for one in columns))

    return RunPython(build, remove)
