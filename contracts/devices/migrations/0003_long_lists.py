from django.db import migrations, models

from d4d.foundation.found_by_a_part import found_by_a_part


class Migration(migrations.Migration):
    dependencies = [
        ("devices", "0002_kinds_of_devices"),
        ("privacy", "0002_long_lists"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="trace",
            index=models.Index(fields=["customer_number"], name="trace_by_customer"),
        ),
        migrations.AddIndex(
            model_name="trace",
            index=models.Index(fields=["article"], name="trace_by_article"),
        ),
        found_by_a_part("devices_device", "brand", "model"),
    ]
