from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("invoicing", "0003_long_lists"),
    ]

    operations = [
        migrations.AddField(
            model_name="invoice",
            name="open_cents",
            field=models.BigIntegerField(default=0, verbose_name="open"),
            preserve_default=False,
        ),
        migrations.RemoveIndex(model_name="invoice", name="invoice_open_by_day"),
        migrations.AddIndex(
            model_name="invoice",
            index=models.Index(
                condition=models.Q(("closed_on", None), ("kind", "invoice"), ("open_cents__gt", 0)),
                fields=["due_on", "practice", "id"],
                name="invoice_unpaid_by_day",
            ),
        ),
        migrations.AddIndex(
            model_name="invoice",
            index=models.Index(
                condition=models.Q(
                    models.Q(("kind", "credit_note"), ("open_cents__gt", 0)),
                    models.Q(("kind", "invoice"), ("open_cents__lt", 0)),
                    _connector="OR",
                ),
                fields=["-issued_on", "-id"],
                name="invoice_to_give_back",
            ),
        ),
    ]
