from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("privacy", "0017_handed_out_like_dossiers")]

    operations = [
        migrations.AlterModelOptions(
            name="look",
            options={
                "permissions": [("audit_pseudonyms", "Reads pseudonyms in the place of people")],
                "verbose_name": "look by staff",
                "verbose_name_plural": "looks by staff",
            },
        ),
    ]
