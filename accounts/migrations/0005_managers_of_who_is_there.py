from django.db import migrations
from django.db.models import Exists, OuterRef


def look_who_manages(apps, _editor):
    """Every customer with a manager who can sign in says so."""
    members = apps.get_model("accounts.Membership").objects
    managers = members.filter(
        practice=OuterRef("pk"), role="manager", is_active=True, user__is_active=True
    )
    apps.get_model("accounts.Practice").objects.filter(Exists(managers)).update(is_managed=True)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_who_is_managed"),
    ]

    operations = [migrations.RunPython(look_who_manages, migrations.RunPython.noop)]
