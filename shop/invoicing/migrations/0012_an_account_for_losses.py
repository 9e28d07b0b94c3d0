"""Debts that are not paid get a number in the books; finance may change it."""

from django.db import migrations


def number_the_account(apps, schema_editor):
    """One more account, unless finance has given it a number already."""
    account = apps.get_model("invoicing", "LedgerAccount")
    account.objects.get_or_create(role="bad-debts", defaults={"number": "4900"})


class Migration(migrations.Migration):
    dependencies = [("invoicing", "0011_write_offs")]

    operations = [migrations.RunPython(number_the_account, migrations.RunPython.noop, elidable=False)]
