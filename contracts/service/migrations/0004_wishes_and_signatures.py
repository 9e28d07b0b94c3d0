from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('service', '0003_long_lists'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='decontamination',
            name='decontamination_is_signed',
        ),
        migrations.AddField(
            model_name='visit',
            name='wish',
            field=models.CharField(blank=True, max_length=200, verbose_name='when it would suit'),
        ),
        migrations.AddConstraint(
            model_name='decontamination',
            constraint=models.CheckConstraint(condition=models.Q(('method__gt', ''), models.Q(('by_name__gt', ''), ('declared_by', None), _connector='OR')), name='decontamination_is_signed'),
        ),
    ]
