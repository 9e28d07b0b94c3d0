from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_long_lists"),
        ("intake", "0001_tables"),
        ("orders", "0001_tables"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="draft",
            index=models.Index(fields=["-closed_at", "received_at"], name="draft_open_first"),
        ),
        migrations.AddIndex(
            model_name="pricequote",
            index=models.Index(fields=["-closed_at", "id"], name="pricequote_open_first"),
        ),
    ]
