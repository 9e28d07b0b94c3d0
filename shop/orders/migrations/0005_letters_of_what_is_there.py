from django.db import migrations
from django.db.models import Case, Value, When


def write_down_how_they_were_counted(apps, _editor):
    """What is read from the article so far is written on each line, under the letter that it had."""
    lines = apps.get_model("orders.OrderLine").objects
    lines.filter(variant__product__is_service=True).update(is_service=True)
    for vat_class, letter in (("zero", "Z"), ("exempt", "E")):
        lines.filter(vat_class=vat_class).update(vat_category=letter)
    abroad = lines.filter(order__vat_treatment="intra_community")
    abroad.update(vat_category=Case(When(is_service=True, then=Value("AE")), default=Value("K")))


class Migration(migrations.Migration):
    dependencies = [("orders", "0004_services_and_letters")]

    operations = [migrations.RunPython(write_down_how_they_were_counted, migrations.RunPython.noop)]
