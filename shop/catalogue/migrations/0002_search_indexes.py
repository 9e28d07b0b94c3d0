"""The indexes that answer a search: of PostgreSQL's kind, or of SQLite's."""

from django.db import migrations

POSTGRESQL = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    """ALTER TABLE catalogue_searchentry ADD COLUMN vector tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('dutch', heavy), 'A') || setweight(to_tsvector('dutch', light), 'D')) STORED""",
    "CREATE INDEX catalogue_searchentry_vector ON catalogue_searchentry USING gin (vector)",
    "CREATE INDEX catalogue_searchnumber_trigrams ON catalogue_searchnumber USING gin (number gin_trgm_ops)",
)
POSTGRESQL_BACK = (
    "DROP INDEX catalogue_searchnumber_trigrams",
    "ALTER TABLE catalogue_searchentry DROP COLUMN vector",
)
SQLITE = (
    """CREATE VIRTUAL TABLE catalogue_fts_words USING fts5(
        heavy, light, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3 4')""",
    "CREATE VIRTUAL TABLE catalogue_fts_numbers USING fts5(number, tokenize = 'trigram')",
)
SQLITE_BACK = ("DROP TABLE catalogue_fts_words", "DROP TABLE catalogue_fts_numbers")


def build(apps, schema_editor):
    run(schema_editor, POSTGRESQL, SQLITE)


def remove(apps, schema_editor):
    run(schema_editor, POSTGRESQL_BACK, SQLITE_BACK)


def run(schema_editor, on_postgresql, on_sqlite):
    statements = on_sqlite if schema_editor.connection.vendor == "sqlite" else on_postgresql
    for statement in statements:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    replaces = [
        ("catalogue", "0003_search_indexes"),
    ]
    dependencies = [("catalogue", "0001_tables")]

    operations = [migrations.RunPython(build, remove)]
