"""The shop with two things added: answers say how many statements they cost, lists are as long as asked."""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.utils.module_loading import import_string

from benchmarks.visitor import HEADER, ROWS_A_PAGE

FRAMES = ("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK")  # of transactions; not every database shows them

shop = get_wsgi_application()
desk = import_string("privacy.staff.StaffAdmin")
usual = desk.list_per_page
wanted = f"HTTP_{ROWS_A_PAGE.upper().replace('-', '_')}"


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Count what passes through this thread's connection while one request is answered."""
    statements = 0

    def count(execute: Callable[..., Any], statement: str, *arguments: Any) -> Any:
        nonlocal statements
        statements += not statement.startswith(FRAMES)
        return execute(statement, *arguments)

    def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
        return start_response(status, [*headers, (HEADER, str(statements))], *rest)

    desk.list_per_page = int(environ.get(wanted, usual))
    with connection.execute_wrapper(count):
        return shop(environ, start)
