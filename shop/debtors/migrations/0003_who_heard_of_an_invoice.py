"""Of each invoice at the agency, when the agency and the customer heard of it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("debtors", "0002_levels_rates_and_costs")]

    operations = [
        migrations.AddField(
            "collectionline",
            "sent_at",
            models.DateTimeField(blank=True, null=True, verbose_name="sent to the agency"),
        ),
        migrations.AddField(
            "collectionline",
            "customer_told_at",
            models.DateTimeField(blank=True, null=True, verbose_name="customer told"),
        ),
    ]
