"""The shop with one thing added: each answer says how many statements it cost."""

import os
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.utils.module_loading import import_string

from benchmarks.visitor import HEADER

ROWS_A_PAGE = "D4D_ROWS_A_PAGE"
FRAMES = ("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK")  # of transactions; not every database shows them

shop = get_wsgi_application()
if rows := int(os.environ.get(ROWS_A_PAGE, 0)):
    import_string("privacy.staff.StaffAdmin").list_per_page = rows


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
