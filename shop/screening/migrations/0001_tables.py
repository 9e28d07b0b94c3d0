import django.db.models.deletion
from django.db import migrations, models

from d4d.foundation.migrating import TablesAtOnce


class Migration(TablesAtOnce):

    replaces = [
        ("screening", "0001_held_orders"),
    ]

    initial = True

    dependencies = [
        ('orders', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Rule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('large_first', 'large first order of a new customer'), ('many_unpaid', 'many orders that were never paid'), ('many_failed', 'many payments that failed or were stopped'), ('many_orders', 'many orders in a short time'), ('other_country', 'goes to another country than the practice is in')], max_length=16, verbose_name='check')),
                ('amount_cents', models.PositiveBigIntegerField(default=0, verbose_name='from an amount including VAT')),
                ('times', models.PositiveSmallIntegerField(default=1, verbose_name='from how many times')),
                ('days', models.PositiveSmallIntegerField(default=30, verbose_name='within how many days')),
                ('since', models.DateField(verbose_name='from')),
                ('until', models.DateField(blank=True, null=True, verbose_name='until and including')),
            ],
            options={
                'verbose_name': 'rule for holding orders',
                'verbose_name_plural': 'rules for holding orders',
                'constraints': [models.UniqueConstraint(fields=('kind', 'since'), name='screeningrule_once_a_day'), models.CheckConstraint(condition=models.Q(('until', None), ('until__gte', models.F('since')), _connector='OR'), name='screeningrule_ends_after_it_began'), models.CheckConstraint(condition=models.Q(('kind__in', ['large_first', 'many_unpaid', 'many_failed', 'many_orders', 'other_country'])), name='screeningrule_kind')],
            },
        ),
        migrations.CreateModel(
            name='Screening',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reasons', models.JSONField(verbose_name='reasons')),
                ('held_at', models.DateTimeField(verbose_name='held')),
                ('due_at', models.DateTimeField(verbose_name='to be decided before')),
                ('order', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='screening', to='orders.order', verbose_name='order')),
            ],
            options={
                'verbose_name': 'held order',
                'verbose_name_plural': 'held orders',
                'indexes': [models.Index(fields=['due_at'], name='screening_by_due')],
            },
        ),
    ]
