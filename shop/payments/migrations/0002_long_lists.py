from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("payments", "0001_tables"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="payoutpart",
            index=models.Index(fields=["provider_id"], name="payoutpart_by_number"),
        ),
    ]
