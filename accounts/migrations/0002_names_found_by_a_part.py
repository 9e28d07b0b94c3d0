from django.db import migrations

from d4d.foundation.found_by_a_part import found_by_a_part


class Migration(migrations.Migration):
    replaces = [
        ("accounts", "0005_names_found_by_a_part"),
    ]
    dependencies = [("accounts", "0001_tables")]

    operations = [
        found_by_a_part("accounts_practice", "name"),
        found_by_a_part("accounts_user", "first_name", "last_name"),
    ]
