from django.db import migrations

from d4d.foundation.found_by_a_part import found_by_a_part


class Migration(migrations.Migration):
    dependencies = [
        ("privacy", "0002_long_lists"),
    ]

    operations = [
        found_by_a_part("privacy_authorityrequest", "reference"),
    ]
