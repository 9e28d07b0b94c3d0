from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_long_lists"),
    ]

    operations = [
        migrations.AddField(
            model_name="practice",
            name="is_managed",
            field=models.BooleanField(default=False, verbose_name="has a manager"),
        ),
        migrations.AddIndex(
            model_name="practice",
            index=models.Index(
                condition=models.Q(models.Q(("state", "closed"), _negated=True), ("is_managed", False)),
                fields=["id"],
                name="practice_without_manager",
            ),
        ),
    ]
