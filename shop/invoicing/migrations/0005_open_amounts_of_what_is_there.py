from django.db import migrations
from django.db.models import F, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce


def count_what_is_open(apps, _editor):
    """Of what is closed nothing is; also where the settlements have gone with their legal period."""
    settled = apps.get_model("invoicing.Settlement").objects.filter(invoice=OuterRef("pk")).order_by()
    sums = settled.values("invoice").annotate(sum=Sum("amount_cents")).values("sum")
    unsettled = apps.get_model("invoicing.Invoice").objects.filter(closed_on=None)
    unsettled.update(open_cents=F("total_cents") - Coalesce(Subquery(sums), 0))


class Migration(migrations.Migration):
    dependencies = [
        ("invoicing", "0004_what_is_open"),
    ]

    operations = [migrations.RunPython(count_what_is_open, migrations.RunPython.noop)]
