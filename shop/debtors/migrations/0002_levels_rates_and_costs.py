"""What is known of the law, and how the house begins: nothing of it is a guess, finance keeps it up."""

from datetime import date

from django.db import migrations

LEVELS = ((1, 3), (2, 14), (3, 30))
BANDS = ((250_000, 150), (500_000, 100), (1_000_000, 50), (20_000_000, 10), (None, 5))
STEPS = ((5, 50_000), (10, 150_000), (20, 500_000))


def fill(apps, schema_editor):
    """One known rate, the scale of collection costs, three levels of reminders, three steps of credit."""
    apps.get_model("debtors", "InterestRate").objects.create(
        from_on=date(2024, 7, 1), until_on=date(2024, 12, 31), basis_points=1_225, source="art. 6:119a BW"
    )
    scale = apps.get_model("debtors", "CostScale").objects.create(
        from_on=date(2012, 7, 1),
        least_cents=4_000,
        most_cents=677_500,
        source="Besluit vergoeding voor buitengerechtelijke incassokosten",
    )
    for up_to_cents, permille in BANDS:
        scale.bands.create(up_to_cents=up_to_cents, permille=permille)
    levels, steps = (apps.get_model("debtors", name) for name in ("ReminderLevel", "CreditStep"))
    levels.objects.bulk_create(levels(number=number, days=days) for number, days in LEVELS)
    steps.objects.bulk_create(steps(paid_in_time=count, limit_cents=cents) for count, cents in STEPS)


def empty(apps, schema_editor):
    """Back to nothing."""
    for name in ("InterestRate", "CostBand", "CostScale", "ReminderLevel", "CreditStep"):
        apps.get_model("debtors", name).objects.all().delete()


class Migration(migrations.Migration):

    dependencies = [("debtors", "0001_tables")]

    operations = [migrations.RunPython(fill, empty)]
