"""Until lines had marks of their own, what was said of their case was said of each of them."""

from django.db import migrations
from django.db.models import OuterRef, Subquery


def mark_lines(apps, schema_editor):
    """Each line heard of what its case heard of."""
    case = apps.get_model("debtors", "CollectionCase").objects.filter(pk=OuterRef("case"))
    told = {name: Subquery(case.values(name)) for name in ("sent_at", "customer_told_at")}
    apps.get_model("debtors", "CollectionLine").objects.update(**told)


class Migration(migrations.Migration):
    dependencies = [("debtors", "0003_who_heard_of_an_invoice")]

    operations = [migrations.RunPython(mark_lines, migrations.RunPython.noop)]
