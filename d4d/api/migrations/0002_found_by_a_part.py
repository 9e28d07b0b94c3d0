from django.db import migrations

from d4d.foundation.found_by_a_part import found_by_a_part


class Migration(migrations.Migration):
    dependencies = [
        ("api", "0001_tables"),
    ]

    operations = [
        found_by_a_part("api_webhook", "url"),
        found_by_a_part("api_call", "about"),
    ]
