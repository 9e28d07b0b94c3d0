from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("orders", "0001_tables"),
        ("shipping", "0001_tables"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="parcel",
            index=models.Index(fields=["-created_at", "-id"], name="parcel_newest"),
        ),
        migrations.AddIndex(
            model_name="parcel",
            index=models.Index(fields=["state", "-created_at"], name="parcel_by_state"),
        ),
        migrations.AddIndex(
            model_name="shipment",
            index=models.Index(fields=["-created_at", "-id"], name="shipment_newest"),
        ),
    ]
