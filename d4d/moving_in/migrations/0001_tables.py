from django.db import migrations, models

from d4d.foundation.migrating import TablesAtOnce


class Migration(TablesAtOnce):

    replaces = [
        ("moving_in", "0001_what_came_from_the_old_shop"),
        ("moving_in", "0002_what_came_stands_where_it_belongs"),
    ]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Moved',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=12, verbose_name='kind')),
                ('mark', models.CharField(max_length=64, verbose_name='mark of the old number')),
                ('row_id', models.BigIntegerField(null=True, verbose_name='row')),
                ('moved_at', models.DateTimeField(auto_now_add=True, verbose_name='moved')),
            ],
            options={
                'verbose_name': 'row that came over',
                'verbose_name_plural': 'rows that came over',
                'constraints': [models.UniqueConstraint(fields=('kind', 'mark'), name='moved_once')],
            },
        ),
    ]
