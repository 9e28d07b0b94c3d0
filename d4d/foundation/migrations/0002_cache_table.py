"""The shared cache lives in the database, so that the web process needs no Redis."""

from django.core.management import call_command
from django.db import migrations


def create_cache_table(apps, schema_editor):
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("foundation", "0001_tables")]

    operations = [migrations.RunPython(create_cache_table, migrations.RunPython.noop)]
