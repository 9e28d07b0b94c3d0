"""Rows that nobody may change: database triggers, declared beside the model, for both databases.

`AppendOnly()` refuses every UPDATE and DELETE. `AppendOnly(may_change=("sent_at",))` lets the named columns
change; `AppendOnly(may_fill=("seal",))` lets the named columns be filled while they are empty, and never
again. A lawful purge passes through the one-row gate (`purging`), opened and closed in the same transaction.
The triggers are made again after each migrate, because SQLite drops them when it rebuilds a table.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.apps import AppConfig, apps
from django.db import connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

GATE = "foundation_purgegate"


@dataclass(frozen=True, slots=True)
class AppendOnly:
    """Rows that are written once."""

    may_change: tuple[str, ...] = ()
    may_fill: tuple[str, ...] = ()


def install_after_migrate(app_config: AppConfig, using: str, **_: Any) -> None:
    """Guard the tables of an app (again) once all migrations have run."""
    connection = connections[using]
    guarded = [(model, rule) for model, rule in guarded_models() if model._meta.app_config is app_config]
    if not guarded or GATE not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        for model, rule in guarded:
            for statement in _statements(connection.vendor, model, rule):
                cursor.execute(statement)


def guarded_models() -> list[tuple[type[models.Model], AppendOnly]]:
    """Every model with a guard, and the guard."""
    return [(model, rule) for model in apps.get_models() for rule in getattr(model, "triggers", ())]


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """The guards that the database lacks."""
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        present = {name for (name,) in cursor.fetchall()}
    wanted = [
        f"{model._meta.db_table}_guard_{act}" for model, _ in guarded_models() for act in ("update", "delete")
    ]
    return [name for name in wanted if name not in present]


@contextmanager
def purging(using: str = "default") -> Iterator[None]:
    """Let rows go whose time is over by law, or to who their customer turned out to be; one transaction."""
    from d4d.foundation.models import PurgeGate

    gate = PurgeGate.objects.using(using)
    with transaction.atomic(using=using):
        gate.bulk_create(
            [PurgeGate(pk=1, is_open=True)],
            update_conflicts=True,
            unique_fields=["pk"],
            update_fields=["is_open"],
        )
        yield
        gate.filter(pk=1).update(is_open=False)


def _statements(vendor: str, model: type[models.Model], rule: AppendOnly) -> list[str]:
    table = model._meta.db_table
    fields = [field for field in model._meta.local_concrete_fields if field.name not in rule.may_change]
    changed = " OR ".join(_is_changed(field.column, field.name in rule.may_fill) for field in fields)
    if vendor == "sqlite":
        changed = changed.replace("IS DISTINCT FROM", "IS NOT")
    is_partial = rule.may_change or rule.may_fill
    conditions = {"update": [f"({changed})"] if is_partial else [], "delete": []}
    make = _sqlite if vendor == "sqlite" else _postgresql
    return [statement for act, when in conditions.items() for statement in make(table, act, when)]


def _is_changed(column: str | None, may_be_filled: bool) -> str:
    changed = f'OLD."{column}" IS DISTINCT FROM NEW."{column}"'
    return f'(OLD."{column}" IS NOT NULL AND {changed})' if may_be_filled else changed


def _sqlite(table: str, act: str, when: list[str]) -> list[str]:
    name = f"{table}_guard_{act}"
    conditions = " AND ".join([f"NOT EXISTS (SELECT 1 FROM {GATE} WHERE is_open)", *when])  # noqa: S608 - our own table names
    return [
        f'DROP TRIGGER IF EXISTS "{name}"',
        (
            f'CREATE TRIGGER "{name}" BEFORE {act.upper()} ON "{table}" WHEN {conditions} '
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        ),
    ]


def _postgresql(table: str, act: str, when: list[str]) -> list[str]:
    name = f"{table}_guard_{act}"
    condition = f"WHEN ({' AND '.join(when)})" if when else ""
    row = "NEW" if act == "update" else "OLD"
    return [
        f"""CREATE OR REPLACE FUNCTION {name}() RETURNS trigger AS $$ BEGIN
            IF EXISTS (SELECT 1 FROM {GATE} WHERE is_open) THEN RETURN {row}; END IF;
            RAISE EXCEPTION '{table} is append-only' USING ERRCODE = 'restrict_violation';
            END $$ LANGUAGE plpgsql""",  # noqa: S608 - our own table names
        f'DROP TRIGGER IF EXISTS "{name}" ON "{table}"',
        (
            f'CREATE TRIGGER "{name}" BEFORE {act.upper()} ON "{table}" FOR EACH ROW {condition} '
            f"EXECUTE FUNCTION {name}()"
        ),
    ]
