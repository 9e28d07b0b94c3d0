"""Lines and invoices of the old shop go to the rooms of orders and invoices.

Contracts, mandates and open items were to be read only and go on for real now, which asks more of their
files: their marks go, so that they come over when the command is run with those files.
"""

from django.db import migrations

AT_ONCE = 1_000
ASKED_AGAIN = ["contracts", "mandates", "open_items"]
OF_A_LINE = ("practice_id", "order", "ordered_on", "article", "description", "quantity", "amount_cents")
OF_AN_INVOICE = ("practice_id", "number", "issued_on", "total_cents", "file")


def move(apps, schema_editor):
    """Copy what is kept, and let the marks point at the copies."""
    moved = apps.get_model("moving_in", "Moved")
    moved.objects.filter(kind__in=ASKED_AGAIN).delete()
    _copy(apps, "OldLine", ("orders", "EarlierLine"), "order_lines", _line(apps))
    _copy(apps, "OldInvoice", ("invoicing", "EarlierInvoice"), "invoices", _invoice)


def _line(apps):
    variants = dict(apps.get_model("catalogue", "Variant").objects.values_list("number", "pk"))

    def facts(old):
        own = {name: getattr(old, name) for name in OF_A_LINE}
        return own | {"variant_id": variants.get(old.article)}

    return facts


def _invoice(old):
    own = {name: getattr(old, name) for name in OF_AN_INVOICE}
    return own | {"sha256": str(old.file).rpartition("/")[2].removesuffix(".pdf")}


def _copy(apps, name, new, kind, facts):
    target, moved = apps.get_model(*new), apps.get_model("moving_in", "Moved")
    marks = dict(moved.objects.filter(kind=kind).values_list("row_id", "pk"))
    rows = []
    for old in apps.get_model("moving_in", name).objects.order_by("pk").iterator(chunk_size=AT_ONCE):
        rows.append((old.pk, target(**facts(old))))
    made = target.objects.bulk_create([row for _pk, row in rows], batch_size=AT_ONCE)
    pointing = [
        moved(pk=marks[pk], row_id=row.pk) for (pk, _row), row in zip(rows, made, strict=True) if pk in marks
    ]
    moved.objects.bulk_update(pointing, ["row_id"], batch_size=AT_ONCE)


class Migration(migrations.Migration):
    dependencies = [
        ("moving_in", "0001_what_came_from_the_old_shop"),
        ("orders", "0009_lines_of_an_earlier_shop"),
        ("invoicing", "0013_invoices_of_an_earlier_shop"),
    ]

    operations = [
        migrations.RunPython(move, migrations.RunPython.noop, elidable=False),
        migrations.DeleteModel(name="OldAgreement"),
        migrations.DeleteModel(name="OldInvoice"),
        migrations.DeleteModel(name="OldLine"),
    ]
