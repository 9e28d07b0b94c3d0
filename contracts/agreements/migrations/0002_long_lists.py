from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_long_lists"),
        ("agreements", "0001_tables"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="contract",
            index=models.Index(
                condition=models.Q(("bill_refused", ""), _negated=True),
                fields=["id"],
                name="contract_not_billed",
            ),
        ),
    ]
