from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_long_lists"),
        ("invoicing", "0002_numbers_of_the_accounts"),
        ("orders", "0001_tables"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="bankline",
            index=models.Index(fields=["-booked_on", "-id"], name="bankline_newest"),
        ),
        migrations.AddIndex(
            model_name="bankline",
            index=models.Index(fields=["reference"], name="bankline_by_reference"),
        ),
        migrations.AddIndex(
            model_name="bankline",
            index=models.Index(fields=["account_end"], name="bankline_by_end"),
        ),
        migrations.AddIndex(
            model_name="billable",
            index=models.Index(fields=["-delivered_on", "-id"], name="billable_newest"),
        ),
        migrations.AddIndex(
            model_name="billable",
            index=models.Index(fields=["shipment"], name="billable_by_shipment"),
        ),
        migrations.AddIndex(
            model_name="invoice",
            index=models.Index(
                condition=models.Q(("closed_on", None)), fields=["practice", "due_on"], name="invoice_open"
            ),
        ),
        migrations.AddIndex(
            model_name="invoice",
            index=models.Index(
                condition=models.Q(("closed_on", None)), fields=["due_on", "id"], name="invoice_open_by_day"
            ),
        ),
        migrations.AddIndex(
            model_name="invoice",
            index=models.Index(
                condition=models.Q(("closed_on", None)),
                fields=["-issued_on", "-id"],
                name="invoice_open_newest",
            ),
        ),
    ]
