"""A part of a name is found by an index, also among a hundred thousand: PostgreSQL's trigrams.

SQLite reads the table, which is small where it is used.
"""

from django.db import migrations

COLUMNS = {"accounts_practice": ("name",), "accounts_user": ("first_name", "last_name")}


def build(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    for table, columns in COLUMNS.items():
        for column in columns:
            schema_editor.execute(
                f"CREATE INDEX {table}_{column}_part ON {table} USING gin (UPPER({column}::text) gin_trgm_ops)"
            )


def remove(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    for table, columns in COLUMNS.items():
        for column in columns:
            schema_editor.execute(f"DROP INDEX {table}_{column}_part")


class Migration(migrations.Migration):
    replaces = [
        ("accounts", "0005_names_found_by_a_part"),
    ]
    dependencies = [("accounts", "0001_tables")]

    operations = [migrations.RunPython(build, remove)]
