import django.db.models.deletion
from django.db import migrations, models

from d4d.foundation.migrating import TablesAtOnce


class Migration(TablesAtOnce):

    replaces = [
        ("stock", "0001_first_floor"),
        ("stock", "0002_allocations_add_up"),
        ("stock", "0003_find_rows_by_actor"),
    ]

    initial = True

    dependencies = [
        ('catalogue', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Supplier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, unique=True, verbose_name='name')),
                ('is_in_union', models.BooleanField(default=True, verbose_name='in the EU')),
            ],
            options={
                'verbose_name': 'supplier',
                'verbose_name_plural': 'suppliers',
            },
        ),
        migrations.CreateModel(
            name='Batch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('variant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='batches', to='catalogue.variant', verbose_name='variant')),
                ('supplier', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='stock.supplier', verbose_name='supplier')),
                ('lot', models.CharField(blank=True, max_length=40, verbose_name='LOT')),
                ('serial', models.CharField(blank=True, max_length=40, verbose_name='serial number')),
                ('expires_on', models.DateField(blank=True, null=True, verbose_name='expires on')),
                ('received_on', models.DateField(verbose_name='received on')),
                ('on_hand', models.PositiveIntegerField(default=0, verbose_name='on the shelf')),
                ('allocated', models.PositiveIntegerField(default=0, verbose_name='reserved')),
            ],
            options={
                'verbose_name': 'batch',
                'verbose_name_plural': 'batches',
                'indexes': [models.Index(condition=models.Q(('on_hand__gt', 0)), fields=['variant', 'expires_on', 'id'], name='batch_first_expired')],
                'constraints': [models.CheckConstraint(condition=models.Q(('allocated__lte', models.F('on_hand'))), name='batch_never_oversold'), models.UniqueConstraint(condition=models.Q(('serial', ''), _negated=True), fields=('variant', 'serial'), name='batch_serial_once')],
            },
        ),
        migrations.CreateModel(
            name='Allocation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='allocations', to='stock.batch', verbose_name='batch')),
                ('reference', models.CharField(max_length=40, verbose_name='for')),
                ('quantity', models.PositiveIntegerField(verbose_name='pieces')),
            ],
            options={
                'verbose_name': 'allocation',
                'verbose_name_plural': 'allocations',
                'indexes': [models.Index(fields=['reference'], name='allocation_by_reference')],
                'constraints': [models.CheckConstraint(condition=models.Q(('quantity__gt', 0)), name='allocation_of_something')],
            },
        ),
        migrations.CreateModel(
            name='Movement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='movements', to='stock.batch', verbose_name='batch')),
                ('kind', models.CharField(choices=[('receipt', 'received'), ('shipment', 'shipped'), ('count', 'counted'), ('adjustment', 'adjusted'), ('return', 'returned')], max_length=12, verbose_name='kind')),
                ('quantity', models.IntegerField(verbose_name='pieces, out is negative')),
                ('reason', models.CharField(blank=True, max_length=120, verbose_name='reason')),
                ('reference', models.CharField(blank=True, max_length=40, verbose_name='reference')),
                ('actor', models.UUIDField(blank=True, null=True, verbose_name='by')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='at')),
            ],
            options={
                'verbose_name': 'stock movement',
                'verbose_name_plural': 'stock movements',
                'indexes': [models.Index(fields=['batch', 'id'], name='movement_of_batch'), models.Index(condition=models.Q(('actor', None), _negated=True), fields=['actor'], name='movement_by_actor')],
            },
        ),
    ]
