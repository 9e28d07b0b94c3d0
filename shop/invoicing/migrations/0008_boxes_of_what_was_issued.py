"""Every invoice that was issued before gets its amounts per VAT box; the ledger accounts get numbers."""

import json

from django.db import migrations

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
)


def number_the_accounts(apps, schema_editor):
    """The numbers that most Dutch bookkeepers use; finance may change them."""
    account = apps.get_model("invoicing", "LedgerAccount")
    account.objects.bulk_create(
        account(role=role, number=number, rgs=rgs) for role, number, rgs in ACCOUNTS
    )


def sort_into_boxes(apps, schema_editor):
    """What each document says of VAT, in the box where its category and rate belong."""
    amount = apps.get_model("invoicing", "VatAmount")
    high, low = _rates(apps, "high"), _rates(apps, "low")
    for invoice in apps.get_model("invoicing", "Invoice").objects.exclude(snapshot="").iterator():
        document = json.loads(invoice.snapshot)
        sign = -1 if invoice.kind == "credit_note" else 1
        amount.objects.bulk_create(
            amount(
                invoice=invoice,
                category=line["group"][0],
                permille=line["group"][1],
                box=_box(*line["group"], document["buyer"]["country"], high, low),
                base_cents=sign * line["base_cents"],
                vat_cents=sign * line["vat_cents"],
            )
            for line in document["totals"]["vat"]
        )


def _rates(apps, vat_class):
    rates = apps.get_model("catalogue", "VatRate").objects.filter(vat_class=vat_class)
    return set(rates.values_list("permille", flat=True))


def _box(category, permille, country, high, low):
    if category == "K" or (category == "AE" and country != "NL"):
        return "3b"
    if category == "G":
        return "3a"
    if category != "S" or not permille:
        return "1e"
    return "1a" if permille in high else "1b" if permille in low else "1c"


class Migration(migrations.Migration):
    dependencies = [("invoicing", "0007_vat_by_box"), ("catalogue", "0001_first_floor")]

    operations = [
        migrations.RunPython(number_the_accounts, migrations.RunPython.noop, elidable=False),
        migrations.RunPython(sort_into_boxes, migrations.RunPython.noop, elidable=True),
    ]
