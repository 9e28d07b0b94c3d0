"""What every test may count on."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db.backends.sqlite3.operations import DatabaseOperations

pytest_plugins = ["tests.servers", "tests.browser"]


@pytest.fixture(scope="session", autouse=True)
def guards_make_way_for_cleaning() -> Iterator[None]:
    """Let the tables be emptied between tests, although SQLite's triggers refuse every deletion."""
    empty = DatabaseOperations.execute_sql_flush

    def empty_without_guards(operations: Any, statements: list[str]) -> None:
        with operations.connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            guards = cursor.fetchall()
            for name, _ in guards:
                cursor.execute(f'DROP TRIGGER "{name}"')
            empty(operations, statements)
            for _, definition in guards:
                cursor.execute(definition)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "execute_sql_flush", empty_without_guards)
        yield
