"""The shop with one thing added: each answer says how many statements it cost."""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.db import connection

from benchmarks.visitor import HEADER

FRAMES = ("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK")  # of transactions; not every database shows them

shop = get_wsgi_application()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Count what passes through this thread's connection while one request is answered."""
    statements = 0

    def count(execute: Callable[..., Any], statement: str, *arguments: Any) -> Any:
        nonlocal statements
        statements += not statement.startswith(FRAMES)
        return execute(statement, *arguments)

    def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
        return start_response(status, [*headers, (HEADER, str(statements))], *rest)

    with connection.execute_wrapper(count):
        return shop(environ, start)
