from django.db import migrations, models

from d4d.foundation.found_by_a_part import found_by_a_part


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_names_found_by_a_part"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="membership",
            index=models.Index(
                condition=models.Q(("is_active", True), ("role", "manager")),
                fields=["practice", "user"],
                name="member_who_manages",
            ),
        ),
        migrations.AddIndex(
            model_name="vatcheck",
            index=models.Index(fields=["vat_id"], name="vatcheck_by_number"),
        ),
        found_by_a_part("accounts_practice", "billing_email"),
        found_by_a_part("accounts_user", "email", "username"),
    ]
