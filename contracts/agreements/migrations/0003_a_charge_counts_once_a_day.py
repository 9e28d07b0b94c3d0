from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agreements', '0002_billing_renewal_and_indexation'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='charge',
            name='charge_once_a_period',
        ),
        migrations.AddConstraint(
            model_name='charge',
            constraint=models.UniqueConstraint(fields=('line', 'first_on'), name='charge_once_a_day'),
        ),
    ]
