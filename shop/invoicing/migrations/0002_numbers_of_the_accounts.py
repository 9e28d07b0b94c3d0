"""The accounts of the ledger have the numbers that most Dutch bookkeepers use; finance may change them."""

from django.db import migrations

# What is booked there, its number, and the code of the national scheme of accounts.
ACCOUNTS = (
    ("debtors", "1300", "BVorDebHad"),
    ("revenue-1a", "8000", "WOmzNopOpg"),
    ("revenue-1b", "8010", "WOmzNopOpg"),
    ("revenue-1c", "8020", "WOmzNopOpg"),
    ("revenue-1e", "8030", "WOmzNopOpg"),
    ("revenue-3a", "8040", "WOmzNopOpg"),
    ("revenue-3b", "8050", "WOmzNopOpg"),
    ("vat-1a", "1500", "BSchBepBtwOla"),
    ("vat-1b", "1510", "BSchBepBtwOvl"),
    ("vat-1c", "1520", "BSchBepBtwOov"),
    ("bad-debts", "4900", ""),
)


def number_the_accounts(apps, schema_editor):
    account = apps.get_model("invoicing", "LedgerAccount")
    account.objects.bulk_create(account(role=role, number=number, rgs=rgs) for role, number, rgs in ACCOUNTS)


class Migration(migrations.Migration):
    replaces = [
        ("invoicing", "0008_boxes_of_what_was_issued"),
        ("invoicing", "0012_an_account_for_losses"),
    ]
    dependencies = [("invoicing", "0001_tables")]

    operations = [migrations.RunPython(number_the_accounts, migrations.RunPython.noop)]
