"""What the database holds and no model knows: tables and columns that a copy or an erasure would miss."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Error
from django.core.management import CommandError
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor

from d4d.foundation import triggers
from privacy.register import derived

# One question for all tables: it is asked at each start.
_COLUMNS = {
    "sqlite": (
        "SELECT tables.name, columns.name "
        "FROM sqlite_master AS tables, pragma_table_info(tables.name) AS columns "
        "WHERE tables.type = 'table'"
    ),
    "postgresql": (
        "SELECT table_name, column_name FROM information_schema.columns "
        "JOIN information_schema.tables USING (table_schema, table_name) "
        "WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'"
    ),
}


def differences(connection: BaseDatabaseWrapper) -> list[str]:
    """Every table, column and trigger in which the database is not what the models say."""
    found, known = _found(connection), _known()
    told = [f"table {name} belongs to no model" for name in sorted(found) if _is_orphan(name, known)]
    for name in sorted(found.keys() & known.keys()):
        surplus = sorted(f"{name}.{column}" for column in found[name] - known[name])
        told += [f"column {column} belongs to no model" for column in surplus if column not in derived()]
        told += [f"column {name}.{column} is missing" for column in sorted(known[name] - found[name])]
    told += [f"table {name} is missing" for name in sorted(known.keys() - found.keys())]
    return told + [f"trigger {name} is missing" for name in triggers.missing(connection)]


def holds_nothing_undeclared(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """The database has the tables, columns and triggers of the models and no others.

    Asked only when no migration is pending: an empty database is on its way to become right.
    """
    return [
        Error(f"the database and the register differ: {words}", id="privacy.E010")
        for alias in databases or ()
        if not _is_pending(connections[alias])
        for words in differences(connections[alias])
    ]


def compare_after_migrate(app_config: AppConfig, using: str, **told: Any) -> None:
    """Stop a deployment whose migrations left something behind; after the last app, not after a flush."""
    *_, last = (one for one in apps.get_app_configs() if one.models_module)  # the others get no news
    if app_config is not last or "plan" not in told or _is_pending(connections[using]):
        return
    if found := differences(connections[using]):
        raise CommandError("The database and the register differ: " + "; ".join(found))


def _found(connection: BaseDatabaseWrapper) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    with connection.cursor() as cursor:
        cursor.execute(_COLUMNS[connection.vendor])
        for table, column in cursor.fetchall():
            found[table].add(column)
    return dict(found)


def _known() -> dict[str, set[str]]:
    return {
        model._meta.db_table: {str(field.column) for field in model._meta.local_concrete_fields}
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    }


def _is_orphan(table: str, known: dict[str, set[str]]) -> bool:
    return table not in known and not table.startswith(derived())


def _is_pending(connection: BaseDatabaseWrapper) -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
