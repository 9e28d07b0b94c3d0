from django.db import migrations, models

from d4d.foundation.found_by_a_part import found_by_a_part


class Migration(migrations.Migration):
    dependencies = [
        ("privacy", "0001_tables"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="consentevent",
            index=models.Index(
                condition=models.Q(("occasion", ""), _negated=True),
                fields=["occasion"],
                name="consentevent_by_occasion",
            ),
        ),
        migrations.AddIndex(
            model_name="disclosure",
            index=models.Index(fields=["occasion"], name="disclosure_by_occasion"),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["state", "id"], name="message_by_state"),
        ),
        migrations.AddIndex(
            model_name="request",
            index=models.Index(fields=["-closed_at", "due_on", "id"], name="request_open_first"),
        ),
        migrations.AddIndex(
            model_name="request",
            index=models.Index(
                condition=models.Q(("email", ""), _negated=True), fields=["email"], name="request_by_email"
            ),
        ),
        found_by_a_part("privacy_request", "name"),
    ]
