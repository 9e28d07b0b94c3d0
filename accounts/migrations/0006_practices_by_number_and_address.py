from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_names_found_by_a_part")]

    operations = [
        migrations.AddIndex(
            model_name="practice",
            index=models.Index(fields=["billing_email"], name="practice_by_billing_email"),
        ),
        migrations.AddIndex(
            model_name="practice",
            index=models.Index(
                condition=~models.Q(kvk_number=""), fields=["kvk_number"], name="practice_by_kvk_number"
            ),
        ),
        migrations.AddIndex(
            model_name="practice",
            index=models.Index(condition=~models.Q(vat_id=""), fields=["vat_id"], name="practice_by_vat_id"),
        ),
    ]
