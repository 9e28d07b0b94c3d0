import django.db.models.deletion
from django.db import migrations, models


def plans_are_services(apps, schema_editor):
    """What a plan is bought as was shown with words about stock until now."""
    products = apps.get_model("catalogue", "Product")
    products.objects.filter(variants__plan__isnull=False).update(is_service=True)


class Migration(migrations.Migration):

    dependencies = [
        ('agreements', '0003_a_charge_counts_once_a_day'),
        ('catalogue', '0007_services_lie_on_no_shelf'),
    ]

    operations = [
        migrations.AlterField(
            model_name='plan',
            name='variant',
            field=models.OneToOneField(
                blank=True,
                limit_choices_to={'product__is_service': True},
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name='plan',
                to='catalogue.variant',
                verbose_name='article',
            ),
        ),
        migrations.RunPython(plans_are_services, migrations.RunPython.noop),
    ]
