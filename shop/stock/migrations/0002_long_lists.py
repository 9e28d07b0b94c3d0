from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("stock", "0001_tables"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="movement",
            index=models.Index(fields=["reference"], name="movement_by_reference"),
        ),
    ]
