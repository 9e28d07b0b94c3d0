from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_long_lists"),
        ("agreements", "0002_long_lists"),
        ("devices", "0003_long_lists"),
        ("invoicing", "0003_long_lists"),
        ("orders", "0001_tables"),
        ("service", "0002_first_checklists"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["due_at", "-id"], name="case_by_due"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("email", ""), _negated=True), fields=["email"], name="case_by_email"
            ),
        ),
        migrations.AddIndex(
            model_name="fault",
            index=models.Index(fields=["-closed_at", "id"], name="fault_open_first"),
        ),
        migrations.AddIndex(
            model_name="visit",
            index=models.Index(fields=["due_on", "id"], name="visit_by_due"),
        ),
    ]
