from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("foundation", "0002_cache_table"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="statechange",
            index=models.Index(fields=["row_id"], name="statechange_by_number"),
        ),
    ]
