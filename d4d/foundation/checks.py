"""What must be true of the ground before the house may stand on it."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags
from django.core.checks import register as register_check
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from d4d.foundation import triggers


def register() -> None:
    """Make these part of every check."""
    register_check(sqlite_keeps_its_promises)
    register_check(guards_are_in_place, Tags.database)


def sqlite_keeps_its_promises(**_: Any) -> list[CheckMessage]:
    """SQLite is supported only with immediate transactions, WAL, full sync and secure delete."""
    problems: list[CheckMessage] = []
    databases: dict[str, dict[str, Any]] = settings.DATABASES
    for alias, database in databases.items():
        if "sqlite3" not in str(database["ENGINE"]):
            continue
        options: dict[str, Any] = dict(database.get("OPTIONS") or {})
        pragmas = str(options.get("init_command", "")).replace(" ", "").lower()
        wanted = ("journal_mode=wal", "synchronous=full", "foreign_keys=on", "secure_delete=on")
        if options.get("transaction_mode") != "IMMEDIATE" or any(pragma not in pragmas for pragma in wanted):
            problems.append(
                Error(f"SQLite database '{alias}' lacks the options of SQLITE_OPTIONS", id="d4d.E001")
            )
    return problems


def guards_are_in_place(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """Every append-only table has its triggers, once no migration is pending."""
    problems: list[CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            continue
        problems += [
            Error(f"trigger {name} is missing; run migrate", id="d4d.E002")
            for name in triggers.missing(connection)
        ]
    return problems
